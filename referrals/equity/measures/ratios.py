"""One rate, or one proportion, over another; 1 means no difference.

- Of two rates: Przyborowski J, Wilenski H, Biometrika 1940; 31:313-323, as a central interval with the
  limits of Clopper CJ, Pearson ES, Biometrika 1934; 26:404-413.
- Of two proportions: Koopman PAR, Confidence intervals for the ratio of two binomial proportions,
  Biometrics 1984; 40:513-517.
"""

import math
from dataclasses import dataclass

from referrals.equity.measures.basics import Estimate, Number, normal_quantile, positive, tail_of, whole
from referrals.equity.measures.proportions import part_of_whole


@dataclass(frozen=True)
class Ratio(Estimate):
    """Something over something else of its kind."""

    @property
    def is_clear(self) -> bool:
        """Whether the whole interval lies on one side of 1."""
        return self.lower > 1 or self.upper < 1


@dataclass(frozen=True)
class RateRatio(Ratio):
    """The first rate over the second."""

    events1: int
    population1: float
    events2: int
    population2: float


@dataclass(frozen=True)
class RiskRatio(Ratio):
    """The first proportion over the second."""

    x1: int
    n1: int
    x2: int
    n2: int


def rate_ratio(
    events1: Number, population1: Number, events2: Number, population2: Number, level: float = 0.95
) -> RateRatio:
    """The first rate over the second, with the exact central interval conditional on the sum of the events.

    Given their sum, the first events are binomial; its Clopper-Pearson limits, as odds, times
    population2 / population1 are the limits of the ratio. With no event in the second place the upper limit
    is infinite, with none in the first the lower is 0; with none in either the ratio itself is not a
    number, and the interval runs from 0 to infinity. ValueError on impossible input.
    """
    first, second = whole(events1, "events1"), whole(events2, "events2")
    people1, people2 = positive(population1, "population1"), positive(population2, "population2")
    scale, tail = people2 / people1, tail_of(level)
    from scipy.special import betainccinv, betaincinv

    lower, upper = 0.0, math.inf
    # p and 1 - p are each asked for directly: subtracting would lose the digits of the smaller one.
    if first:
        lower = float(betaincinv(first, second + 1, tail) / betainccinv(second + 1, first, tail)) * scale
    if second:
        upper = float(betainccinv(first + 1, second, tail) / betaincinv(second, first + 1, tail)) * scale
    estimate = _over(first, second) * scale
    method = "exact conditional, central"
    return RateRatio(estimate, lower, upper, method, level, first, people1, second, people2)


def risk_ratio(x1: Number, n1: Number, x2: Number, n2: Number, level: float = 0.95) -> RiskRatio:
    """``x1`` of ``n1`` over ``x2`` of ``n2``, with Koopman's limits, which the score test does not reject.

    As for rates, no ``x2`` leaves the upper limit infinite, no ``x1`` the lower 0, and neither no number at
    all. ValueError on impossible input.
    """
    first, whole1 = part_of_whole(x1, n1, "x1", "n1")
    second, whole2 = part_of_whole(x2, n2, "x2", "n2")
    z = normal_quantile(level)
    lower = 1 / _koopman_upper(second, whole2, first, whole1, z)
    upper = _koopman_upper(first, whole1, second, whole2, z)
    estimate = _over(first, second) * (whole2 / whole1)
    return RiskRatio(estimate, lower, upper, "Koopman score", level, first, whole1, second, whole2)


def _over(first: int, second: int) -> float:
    """A quotient that may be infinite, or no number."""
    return first / second if second else math.inf if first else math.nan


def _koopman_upper(x1: int, n1: int, x2: int, n2: int, z: float) -> float:
    """The upper limit; the lower one is 1 over that of the ratio turned round.

    Found by halving, in logarithms: the score falls all the way as the ratio grows.
    """
    if not x2:
        return math.inf
    low = high = max(x1, 0.5) / n1 * (n2 / x2)
    while _score(high, x1, n1, x2, n2) > -z:
        high *= 2
    while _score(low, x1, n1, x2, n2) < -z:
        low /= 2
    while high > low * (1 + 1e-13):
        middle = math.sqrt(low) * math.sqrt(high)
        if not low < middle < high:
            break
        low, high = (middle, high) if _score(middle, x1, n1, x2, n2) > -z else (low, middle)
    return high


def _score(ratio: float, x1: int, n1: int, x2: int, n2: int) -> float:
    """How many standard deviations the observed difference lies from a true ``ratio``.

    Both are taken at the likeliest proportions that have this ratio, the smaller root of a quadratic. It is
    written in sums of what is not negative, so that it holds where nearly all or nearly none are counted.
    """
    others1, others2 = n1 - x1, n2 - x2
    grown, fixed = ratio * (n1 + x2), n2 + x1
    leaning = grown - fixed
    root = math.hypot(leaning, 2 * math.sqrt(ratio * others1 * others2))
    more, less = root + abs(leaning), 0.0
    if others1 and others2:
        less = 4 * ratio * others1 * others2 / more
    up, down = (more, less) if leaning > 0 else (less, more)
    bottom = grown + fixed + root
    p2, rest2 = 2 * (x1 + x2) / bottom, (2 * others2 + up) / bottom
    p1, rest1 = ratio * p2, (2 * ratio * others1 + down) / bottom
    variance = p1 * rest1 / n1 + ratio * p1 * rest2 / n2
    difference = x1 / n1 - ratio * (x2 / n2)
    return difference / math.sqrt(variance) if variance else math.copysign(math.inf, difference)
