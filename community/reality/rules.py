"""How a Reality Check is counted. ``counts`` is how many said 1, 2, 3, 4 and 5, in that order."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

LOWEST, HIGHEST = 1, 5
SCALE = range(LOWEST, HIGHEST + 1)
# Below so many answers a number could be traced to whom it came from.
FEWEST = 3
MOST_QUESTIONS = 8


def average_of(counts: Sequence[int]) -> Fraction | None:
    """The exact mean; None when nobody answered."""
    n = sum(counts)
    return Fraction(sum(score * count for score, count in zip(SCALE, counts, strict=True)), n) if n else None


def is_split(counts: Sequence[int]) -> bool:
    """Whether at least a quarter said 1 or 2, and at least a quarter 4 or 5."""
    n, low, high = sum(counts), sum(counts[:2]), sum(counts[3:])
    return min(low, high) > 0 and 4 * low >= n and 4 * high >= n


def one_decimal(number: Fraction) -> str:
    """Halves are rounded up: 13/4 is 3.3."""
    tenths = (number * 10 + Fraction(1, 2)) // 1
    return f"{tenths // 10}.{tenths % 10}"


def two_lowest(counted: Sequence[Sequence[int]]) -> list[int]:
    """The places of the two lowest averages in ``counted``, the lowest first. Of equals, the one with more
    answers of 1 or 2 comes first, then the one that stands first on the sheet. Questions with fewer than
    ``FEWEST`` answers do not take part.
    """
    shown = [(average_of(counts), -sum(counts[:2]), place) for place, counts in enumerate(counted)]
    known = sorted(row for row in shown if sum(counted[row[2]]) >= FEWEST)
    return [place for _average, _low, place in known[:2]]


def field_of(question: Any) -> str:
    """The name under which a sheet sends the answer to ``question``."""
    return f"q{question.pk}"


@dataclass(frozen=True)
class Counted:
    """One question, and how many said 1 to 5."""

    question: Any
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def is_shown(self) -> bool:
        return self.n >= FEWEST

    @property
    def average(self) -> Fraction | None:
        return average_of(self.counts)

    @property
    def average_words(self) -> str:
        return one_decimal(self.average) if self.average is not None else ""

    @property
    def is_split(self) -> bool:
        return is_split(self.counts)

    @property
    def bars(self) -> list[tuple[int, int]]:
        """Each score with how many gave it."""
        return list(zip(SCALE, self.counts, strict=True))


class Results:
    """What came back of one check."""

    def __init__(self, check: Any, rows: Sequence[Counted]) -> None:
        self.check, self.rows = check, rows

    @cached_property
    def lowest(self) -> list[Counted]:
        """The two lowest, the lowest first."""
        return [self.rows[place] for place in two_lowest([row.counts for row in self.rows])]

    @property
    def is_shown(self) -> bool:
        return any(row.is_shown for row in self.rows)
