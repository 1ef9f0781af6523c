"""Periods that share days, cut into stretches that share none. Pure.

The year less the months up to November is December, whoever published which of them.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

Period = tuple[date, date]
ONE_DAY = timedelta(days=1)


class Stretches(NamedTuple):
    """How many each stretch may count, and of which stretches a period of several is made."""

    lengths: dict[Period, int]
    parts: dict[Period, list[Period]]


def stretches(counts: Mapping[Period, int]) -> Stretches:
    """Cut the periods (both days included) at each other's ends.

    What is counted in a stretch that is no period itself, nobody has to know: any count that fits is one.
    Without periods that share days, or where counts contradict each other, there is nothing to cut.
    """
    cuts = sorted({day for start, end in counts for day in (start, end + ONE_DAY)})
    whole = [(begin, after - ONE_DAY) for begin, after in pairwise(cuts)]
    parts = {
        (start, end): [piece for piece in whole if start <= piece[0] and piece[1] <= end]
        for start, end in counts
    }
    several = {period: pieces for period, pieces in parts.items() if len(pieces) > 1}
    fitting = _fit(counts, parts) if several else None
    return Stretches({}, {}) if fitting is None else Stretches(fitting, several)


def _fit(counts: Mapping[Period, int], parts: Mapping[Period, list[Period]]) -> dict[Period, int] | None:
    """Counts of the stretches that add up; whole ones, as a matrix of intervals is totally unimodular."""
    import numpy as np
    from scipy.optimize import linprog

    pieces = sorted({piece for found in parts.values() for piece in found})
    place = {piece: at for at, piece in enumerate(pieces)}
    rows = np.zeros((len(counts), len(pieces)))
    for at, period in enumerate(counts):
        rows[at, [place[piece] for piece in parts[period]]] = 1
    answer = linprog(np.zeros(len(pieces)), A_eq=rows, b_eq=list(counts.values()), method="highs-ds")
    if answer.status:
        return None
    fitting = {piece: round(answer.x[at]) for piece, at in place.items()}
    adds_up = all(sum(fitting[piece] for piece in parts[period]) == counts[period] for period in counts)
    return fitting if adds_up else None
