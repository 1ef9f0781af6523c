"""How far two rates lie apart: in events per so many people, in percent, and in children.

- The difference of two rates: the limits of each are combined as in Zou GY, Donner A, Statistics in Medicine
  2008; 27:1693-1702 ("MOVER"), here Rao's score limits of each (``rates``), as Li HQ, Tang ML, Wong WK,
  Computational Statistics 2014; 29:869-889, do for ratios.
- The relative gap is the exact ratio (``ratios``) less 1.
- The children: the difference times the first population, which is taken as known.
"""

import math
from dataclasses import dataclass

from referrals.equity.measures.basics import Estimate, Number, positive, whole
from referrals.equity.measures.rates import score_poisson_limits
from referrals.equity.measures.ratios import rate_ratio


@dataclass(frozen=True)
class RateDifference(Estimate):
    """The first rate less the second, per ``per``; 0 means no difference. This is the absolute gap."""

    events1: int
    population1: float
    events2: int
    population2: float
    per: float

    @property
    def is_clear(self) -> bool:
        """Whether the whole interval lies on one side of 0."""
        return self.lower > 0 or self.upper < 0


@dataclass(frozen=True)
class RelativeGap(Estimate):
    """The first rate less the second, as a share of the second: -0.25 is a quarter less."""

    events1: int
    population1: float
    events2: int
    population2: float


@dataclass(frozen=True)
class ChildrenInGap(Estimate):
    """How many more children of the first population there would be at the second rate.

    Below 0 there would be fewer.
    """

    events1: int
    population1: float
    events2: int
    population2: float


@dataclass(frozen=True)
class Gap:
    """The same four numbers in three ways to say how far apart they are."""

    absolute: RateDifference
    relative: RelativeGap
    children: ChildrenInGap


def gap(
    events1: Number,
    population1: Number,
    events2: Number,
    population2: Number,
    level: float = 0.95,
    *,
    per: Number = 1000,
) -> Gap:
    """The absolute gap, the relative gap, and the children it stands for. ValueError on impossible input."""
    counts = events1, population1, events2, population2
    return Gap(
        rate_difference(*counts, level, per=per),
        relative_gap(*counts, level),
        children_in_gap(*counts, level),
    )


def rate_difference(
    events1: Number,
    population1: Number,
    events2: Number,
    population2: Number,
    level: float = 0.95,
    *,
    per: Number = 1000,
) -> RateDifference:
    """The first rate less the second, per ``per``, with limits also where there are no events.

    The distance to each limit is the root of the squares of two: from the first rate to its limit on that
    side, and from the second to its limit on the other. ValueError on impossible input.
    """
    first, second = whole(events1, "events1"), whole(events2, "events2")
    people1, people2 = positive(population1, "population1"), positive(population2, "population2")
    base = positive(per, "per")
    down1, up1 = (abs(limit - first) * base / people1 for limit in score_poisson_limits(first, level))
    down2, up2 = (abs(limit - second) * base / people2 for limit in score_poisson_limits(second, level))
    estimate = first * base / people1 - second * base / people2
    return RateDifference(
        estimate,
        estimate - math.hypot(down1, up2),
        estimate + math.hypot(up1, down2),
        "MOVER, score limits",
        level,
        first,
        people1,
        second,
        people2,
        base,
    )


def relative_gap(
    events1: Number, population1: Number, events2: Number, population2: Number, level: float = 0.95
) -> RelativeGap:
    """By which share of the second rate the first is higher, or lower (below 0).

    Infinite or no number where the ratio is. ValueError on impossible input.
    """
    ratio = rate_ratio(events1, population1, events2, population2, level)
    return RelativeGap(
        ratio.estimate - 1,
        ratio.lower - 1,
        ratio.upper - 1,
        ratio.method,
        level,
        ratio.events1,
        ratio.population1,
        ratio.events2,
        ratio.population2,
    )


def children_in_gap(
    events1: Number, population1: Number, events2: Number, population2: Number, level: float = 0.95
) -> ChildrenInGap:
    """How many more of the first population would be counted if it had the second's rate.

    ValueError on impossible input.
    """
    apart = rate_difference(events1, population1, events2, population2, per=population1, level=level)
    return ChildrenInGap(
        -apart.estimate,
        -apart.upper,
        -apart.lower,
        apart.method,
        level,
        apart.events1,
        apart.population1,
        apart.events2,
        apart.population2,
    )
