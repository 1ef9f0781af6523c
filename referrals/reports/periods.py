"""Periods that share days, cut into stretches that share none. Pure.

The year less the months up to November is December, whoever published which of them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

Period = tuple[date, date]
ONE_DAY = timedelta(days=1)


class Stretches(NamedTuple):
    """How many each stretch may count, and of which a period is made, of those ``standing``."""

    lengths: dict[Period, int]
    parts: dict[Period, list[Period]]
    standing: dict[Period, int]


def stretches(counts: Mapping[Period, int]) -> Stretches:
    """Cut the periods (both days included) at each other's ends; the count that was issued last comes last.

    What is counted in a stretch that is no period itself, nobody has to know: any count that fits is one.
    A period whose count contradicts later ones, because it was not revised with them, is left out: nobody
    can reckon with it.
    """
    standing = _standing(counts)
    parts = _cut(standing)
    several = {period: pieces for period, pieces in parts.items() if len(pieces) > 1}
    fitting = _fit(standing, parts) if several else None
    return Stretches(fitting, several, standing) if fitting else Stretches({}, {}, standing)


def _standing(counts: Mapping[Period, int]) -> dict[Period, int]:
    """The counts that may all be true at once: all, or from the last to the first those that fit with it."""
    if _fits(counts):
        return dict(counts)
    standing: dict[Period, int] = {}
    for period in reversed(list(counts)):
        if _fits(trial := {**standing, period: counts[period]}):
            standing = trial
    return standing


def _fits(counts: Mapping[Period, int]) -> bool:
    if all(end < start for (_start, end), (start, _end) in pairwise(sorted(counts))):
        return True
    return _fit(counts, _cut(counts)) is not None


def _cut(counts: Mapping[Period, int]) -> dict[Period, list[Period]]:
    """The stretches of each period."""
    cuts = sorted({day for start, end in counts for day in (start, end + ONE_DAY)})
    whole = [(begin, after - ONE_DAY) for begin, after in pairwise(cuts)]
    return {
        (start, end): [piece for piece in whole if start <= piece[0] and piece[1] <= end]
        for start, end in counts
    }


def _fit(counts: Mapping[Period, int], parts: Mapping[Period, Sequence[Period]]) -> dict[Period, int] | None:
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
