"""Whether a series over time shows more than chance.

- Shifts and trends: Perla RJ, Provost LP, Murray SK, The run chart, BMJ Quality & Safety 2011; 20:46-51.
- Runs: Anhøj J, Olesen AV, Run charts revisited, PLoS ONE 2014; 9:e113825, as in R's qicharts2.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from statistics import median

from referrals.equity.measures.basics import Number, finite

SHIFT, TREND = 6, 5
Points = list[tuple[int, Fraction]]


@dataclass(frozen=True)
class Stretch:
    """Points from ``start`` to ``end``, both counted from 0; ``points`` of them count.

    Of a shift ``is_up`` says that they lie above the median, of a trend that they go up.
    """

    start: int
    end: int
    points: int
    is_up: bool


@dataclass(frozen=True)
class Runs:
    """Stretches on one side of the median. ``useful`` are the points that do not lie on it.

    Chance alone seldom makes a run longer than ``longest_limit``, or fewer crossings of the median than
    ``crossings_limit``.
    """

    useful: int
    count: int
    longest: int
    longest_limit: int
    crossings: int
    crossings_limit: int

    @property
    def is_unusual(self) -> bool:
        return self.longest > self.longest_limit or self.crossings < self.crossings_limit


@dataclass(frozen=True)
class RunChart:
    """A series with its median and all that is not likely to be chance. None is "not recorded"."""

    values: tuple[Number | None, ...]
    median: float
    shifts: tuple[Stretch, ...]
    trends: tuple[Stretch, ...]
    runs: Runs

    @property
    def has_signal(self) -> bool:
        return bool(self.shifts or self.trends or self.runs.is_unusual)


def run_chart(values: Sequence[Number | None]) -> RunChart:
    """The median, shifts of 6 points or more, trends of 5 or more, and runs by Anhøj's limits.

    A value that was not recorded is passed over: it neither counts nor breaks anything. ValueError where
    none was recorded, or one is no finite number.
    """
    points = [(at, _exact(value, at)) for at, value in enumerate(values) if value is not None]
    if not points:
        raise ValueError("values must have at least one number")
    middle = median(value for _at, value in points)
    sides = list(_on_one_side(points, middle))
    return RunChart(
        values=tuple(values),
        median=float(middle),
        shifts=tuple(run for run in sides if run.points >= SHIFT),
        trends=tuple(run for run in _one_way(points) if run.points >= TREND),
        runs=_runs([run.points for run in sides]),
    )


def run_charts_by_phase(values: Sequence[Number | None], changes: Sequence[int]) -> tuple[RunChart, ...]:
    """A chart for each phase: the first begins at 0, each other at one of the ``changes``.

    Each has a median of its own, and places as in the whole series. ValueError where the changes are not in
    order, or a phase has no number.
    """
    bounds = [0, *changes, len(values)]
    if any(end <= start for start, end in pairwise(bounds)):
        raise ValueError(f"changes must go up between 1 and {len(values) - 1}, not {list(changes)}")
    return tuple(
        run_chart([value if start <= at < end else None for at, value in enumerate(values)])
        for start, end in pairwise(bounds)
    )


def _exact(value: Number, at: int) -> Fraction:
    """As a fraction: two numbers are equal, or not, whatever their kind."""
    number = finite(value, f"values[{at}]")
    return Fraction(value if isinstance(value, Number) else number)


def _on_one_side(points: Points, middle: Fraction) -> Iterator[Stretch]:
    """Every run; points on the median neither count nor break one."""
    useful = [(at, value > middle) for at, value in points if value != middle]
    for is_above, run in groupby(useful, key=lambda point: point[1]):
        places = [at for at, _above in run]
        yield Stretch(places[0], places[-1], len(places), is_above)


def _one_way(points: Points) -> Iterator[Stretch]:
    """Every stretch that only goes up, or only down. Of equal values in a row the first one counts.

    A turning point ends one stretch and begins the next.
    """
    differing = [next(equal) for _value, equal in groupby(points, key=lambda point: point[1])]
    steps = [(start, end, end[1] > start[1]) for start, end in pairwise(differing)]
    for is_up, run in groupby(steps, key=lambda step: step[2]):
        taken = list(run)
        yield Stretch(taken[0][0][0], taken[-1][1][0], len(taken) + 1, is_up)


def _runs(lengths: Sequence[int]) -> Runs:
    useful = sum(lengths)
    return Runs(
        useful=useful,
        count=len(lengths),
        longest=max(lengths, default=0),
        longest_limit=round(math.log2(max(useful, 1)) + 3),
        crossings=max(len(lengths) - 1, 0),
        crossings_limit=_crossings_limit(max(useful - 1, 0)),
    )


def _crossings_limit(chances: int) -> int:
    """The 5% quantile of a binomial with evens, in whole numbers."""
    below, limit = 1, 0
    while 20 * below < 2**chances:
        limit += 1
        below += math.comb(chances, limit)
    return limit
