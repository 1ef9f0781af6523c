"""Periods that share days, cut into stretches that share none. Pure.

The year less the months up to November is December, whoever published which of them. Where steps are counted
of the same children, no stretch has more at a later step than at one before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

ONE_DAY = timedelta(days=1)


class Spell(NamedTuple):
    """A period, or a stretch of one, both days included; the deeper its step, the fewer it counts."""

    start: date
    end: date
    depth: int = 0


class Stretches(NamedTuple):
    """How many each stretch may count, and of which a period is made, of those ``standing``."""

    lengths: dict[Spell, int]
    parts: dict[Spell, list[Spell]]
    standing: dict[Spell, int]


def stretches(counts: Mapping[Spell, int]) -> Stretches:
    """Cut the periods at each other's ends; the count that was issued last comes last.

    What is counted in a stretch that is no period itself, nobody has to know: any count that fits is one.
    A period whose count contradicts later ones, because it was not revised with them, is left out: nobody
    can reckon with it.
    """
    standing = _standing(counts)
    parts = _cut(standing)
    several = {period: pieces for period, pieces in parts.items() if len(pieces) > 1}
    fitting = _fit(standing, parts) if several else None
    return Stretches(fitting, several, standing) if fitting else Stretches({}, {}, standing)


def nested(spells: Iterable[Spell]) -> Iterator[tuple[Spell, Spell]]:
    """Each two of the same days of which the second counts some of the first, with none between them."""
    for outer, inner in pairwise(sorted(spells)):
        if outer[:2] == inner[:2]:
            yield outer, inner


def _standing(counts: Mapping[Spell, int]) -> dict[Spell, int]:
    """The counts that may all be true at once: all, or from the last to the first those that fit with it."""
    if _fits(counts):
        return dict(counts)
    standing: dict[Spell, int] = {}
    for period in reversed(list(counts)):
        if _fits(trial := {**standing, period: counts[period]}):
            standing = trial
    return standing


def _fits(counts: Mapping[Spell, int]) -> bool:
    days = sorted({spell[:2] for spell in counts})
    if all(end < start for (_start, end), (start, _end) in pairwise(days)):
        return all(counts[outer] >= counts[inner] for outer, inner in nested(counts))
    return _fit(counts, _cut(counts)) is not None


def _cut(counts: Mapping[Spell, int]) -> dict[Spell, list[Spell]]:
    """The stretches of each period."""
    cuts = sorted({day for start, end, _depth in counts for day in (start, end + ONE_DAY)})
    whole = [(begin, after - ONE_DAY) for begin, after in pairwise(cuts)]
    return {
        period: [Spell(*days, period.depth) for days in whole if period.start <= days[0] <= period.end]
        for period in counts
    }


def _fit(counts: Mapping[Spell, int], parts: Mapping[Spell, Sequence[Spell]]) -> dict[Spell, int] | None:
    """Whole counts of the stretches that add up, none of them larger than that of the step before."""
    import numpy as np
    from scipy.optimize import LinearConstraint, milp

    pieces = sorted({piece for found in parts.values() for piece in found})
    place = {piece: at for at, piece in enumerate(pieces)}
    sums = np.zeros((len(counts), len(pieces)))
    for at, period in enumerate(counts):
        sums[at, [place[piece] for piece in parts[period]]] = 1
    rules = [LinearConstraint(sums, list(counts.values()), list(counts.values()))]
    if steps := list(nested(pieces)):
        fewer = np.zeros((len(steps), len(pieces)))
        for at, (outer, inner) in enumerate(steps):
            fewer[at, [place[outer], place[inner]]] = 1, -1
        rules.append(LinearConstraint(fewer, 0, np.inf))
    answer = milp(np.zeros(len(pieces)), constraints=rules, integrality=1)
    if answer.status:
        return None
    fitting = {piece: round(answer.x[at]) for piece, at in place.items()}
    adds_up = all(sum(fitting[piece] for piece in parts[period]) == counts[period] for period in counts)
    return fitting if adds_up and all(fitting[outer] >= fitting[inner] for outer, inner in steps) else None
