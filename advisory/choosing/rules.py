"""Who sees a panel, how scores are added up and spread, and who is on the shortlist. Exact, and pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from community.people.rules import runs_meetings

MOST_POINTS = 4


def may_run(person: Any, group: Any) -> bool:
    """Whether ``person`` may prepare panels of ``group`` and lead them on."""
    return runs_meetings(person) and person.community_id == group.community_id


def may_see(person: Any, panel: Any, *, sits: bool) -> bool:
    """Whether ``person`` may read ``panel`` and the names in it: those who run it, and who ``sits`` on it."""
    return may_run(person, panel.group) or (sits and person.community_id == panel.group.community_id)


def middle(numbers: Sequence[int]) -> Fraction:
    """The median: half are at most this, half at least; of two middle ones the point between them.

    Raises ValueError for no numbers.
    """
    if not numbers:
        raise ValueError("nothing has a middle")
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return Fraction(ordered[half]) if len(ordered) % 2 else Fraction(ordered[half - 1] + ordered[half], 2)


def is_split(points: Sequence[int]) -> bool:
    """Whether at least a quarter gave 0 or 1, and at least a quarter 3 or 4: as Reality Checks are read."""
    low = sum(one <= 1 for one in points)
    high = sum(one >= MOST_POINTS - 1 for one in points)
    return min(low, high) > 0 and 4 * low >= len(points) and 4 * high >= len(points)


@dataclass(frozen=True)
class Spread:
    """Lowest, middle and highest of some numbers, and whether people stand far apart."""

    lowest: int
    middle: Fraction
    highest: int
    is_split: bool = False


def spread_of(points: Sequence[int]) -> Spread | None:
    """The spread of the points of one criterion; None when nobody gave any."""
    return Spread(min(points), middle(points), max(points), is_split(points)) if points else None


def weighted(points: Mapping[int, int], weights: Mapping[int, int]) -> int:
    """The weighted total of one sheet: the points of each criterion times its weight, by criterion."""
    return sum(weights[criterion] * given for criterion, given in points.items())


def shortlist(totals: Mapping[int, Sequence[int]], *, places: int) -> list[int]:
    """The candidates with the ``places`` highest medians of their weighted totals, highest first.

    Who has the same median as the last of them is on the list too: a tie never keeps anybody out. Nobody
    without a score is on it. The median, since one score far from the others must not decide.
    """
    ranked = sorted(((middle(each), who) for who, each in totals.items() if each), key=lambda one: -one[0])
    if len(ranked) > places:
        last = ranked[places - 1][0]
        ranked = [one for one in ranked if one[0] >= last]
    return [who for _total, who in ranked]
