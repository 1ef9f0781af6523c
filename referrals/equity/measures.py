"""Rates, ratios, proportions, and which counts are too small to show. Pure, and checked against
published worked examples (``data/stats``).

Sources of the formulas:

- exact Poisson limits: Garwood F, Fiducial limits for the Poisson distribution, Biometrika 1936; 28:437-442;
- Byar's limits: Breslow NE, Day NE, Statistical methods in cancer research, volume II, IARC 1987, page 69;
- Byar from 10 events, exact limits below: Public Health England, technical guidance on confidence intervals;
- the ratio of two rates: Przyborowski J, Wilenski H, Biometrika 1940; 31:313-323, as a central interval with
  the limits of Clopper CJ, Pearson ES, Biometrika 1934; 26:404-413;
- proportions: Wilson EB, J Am Stat Assoc 1927; 22:209-212, without continuity correction;
- counts of 1 to 10 are hidden: cell suppression policy of the Centers for Medicare and Medicaid Services.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist

Number = int | float | Decimal | Fraction
SMALL = range(1, 11)


@dataclass(frozen=True)
class Estimate:
    """A figure with its uncertainty. ``level`` is the confidence level, 0.95 for 95%."""

    estimate: float
    lower: float
    upper: float
    method: str
    level: float


@dataclass(frozen=True)
class Rate(Estimate):
    """``events`` for every ``per`` of ``population``."""

    events: int
    population: float
    per: float


@dataclass(frozen=True)
class RateRatio(Estimate):
    """The first rate over the second; 1 means no difference."""

    events1: int
    population1: float
    events2: int
    population2: float

    @property
    def is_clear(self) -> bool:
        """Whether the whole interval lies on one side of 1."""
        return self.lower > 1 or self.upper < 1


@dataclass(frozen=True)
class Proportion(Estimate):
    """``x`` out of ``n``, between 0 and 1."""

    x: int
    n: int


def rate(events: Number, population: Number, per: Number = 1000, level: float = 0.95) -> Rate:
    """Events per ``per`` of a population: Byar's limits from 10 events, exact Poisson limits below.

    The upper limit of 0 events is that of the two-sided interval. ValueError on impossible input.
    """
    count, people = _count(events, "events"), _positive(population, "population")
    scale = _positive(per, "per") / people
    _check_level(level)
    limits, method = (byar_limits, "Byar") if count >= 10 else (exact_poisson_limits, "exact Poisson")
    lower, upper = limits(count, level)
    return Rate(
        count * scale, lower * scale, upper * scale, method, level, count, people, _positive(per, "per")
    )


def rate_ratio(
    events1: Number, population1: Number, events2: Number, population2: Number, level: float = 0.95
) -> RateRatio:
    """The first rate over the second, with the exact central interval conditional on the sum of the events.

    Given their sum, the first events are binomial; its Clopper-Pearson limits, as odds, times
    population2 / population1 are the limits of the ratio. With no event in the second place the upper limit
    is infinite, with none in the first the lower is 0; with none in either the ratio itself is not a
    number, and the interval runs from 0 to infinity. ValueError on impossible input.
    """
    first, second = _count(events1, "events1"), _count(events2, "events2")
    people1, people2 = _positive(population1, "population1"), _positive(population2, "population2")
    _check_level(level)
    from scipy.special import betainccinv, betaincinv

    scale, tail = people2 / people1, (1 - level) / 2
    lower, upper = 0.0, math.inf
    # p and 1 - p are each asked for directly: subtracting would lose the digits of the smaller one.
    if first:
        lower = float(betaincinv(first, second + 1, tail) / betainccinv(second + 1, first, tail)) * scale
    if second:
        upper = float(betainccinv(first + 1, second, tail) / betaincinv(second, first + 1, tail)) * scale
    estimate = first / second * scale if second else math.inf if first else math.nan
    method = "exact conditional, central"
    return RateRatio(estimate, lower, upper, method, level, first, people1, second, people2)


def proportion(x: Number, n: Number, level: float = 0.95) -> Proportion:
    """``x`` out of ``n`` with Wilson's limits. ValueError on impossible input."""
    part, whole = _count(x, "x"), _count(n, "n")
    _positive(whole, "n")
    if part > whole:
        raise ValueError(f"x must be at most n, not {part} out of {whole}")
    _check_level(level)
    lower, upper = wilson_limits(part, whole, level)
    return Proportion(part / whole, lower, upper, "Wilson", level, part, whole)


@dataclass(frozen=True)
class Shown:
    """One count as it may be published.

    ``count`` is None where it is hidden: because it is small itself, or (``protects``) because a small one
    could be found with its help. Which of the two it is must not be shown.
    """

    count: int | None
    protects: bool = False


def suppress(count: Number) -> Shown:
    """A count that stands alone, hidden from 1 to 10. ValueError on impossible input."""
    whole = _count(count, "count")
    return Shown(None if whole in SMALL else whole)


def byar_limits(x: float, level: float) -> tuple[float, float]:
    """Byar's limits of a count ``x`` above 0. Where the formula falls below 0, the lower limit is 0."""
    z, up = _z(level), x + 1
    lower = x * (1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3
    upper = up * (1 - 1 / (9 * up) + z / (3 * math.sqrt(up))) ** 3
    return max(lower, 0.0), upper


def exact_poisson_limits(x: int, level: float) -> tuple[float, float]:
    """Garwood's limits of a count ``x``: quantiles of the gamma distribution, half the chi-square's."""
    from scipy.special import gammainccinv, gammaincinv

    tail = (1 - level) / 2
    lower = float(gammaincinv(x, tail)) if x else 0.0
    return lower, float(gammainccinv(x + 1, tail))


def wilson_limits(x: float, n: float, level: float) -> tuple[float, float]:
    """Wilson's score limits of ``x`` out of ``n``; exactly 0 or 1 at the ends."""
    z, p = _z(level), x / n
    centre, width = 2 * x + z * z, z * math.sqrt(z * z + 4 * x * (1 - p))
    lower = (centre - width) / (2 * (n + z * z)) if x else 0.0
    upper = (centre + width) / (2 * (n + z * z)) if x < n else 1.0
    return max(lower, 0.0), min(upper, 1.0)


def _z(level: float) -> float:
    """The normal quantile that leaves (1 - level) / 2 in each tail."""
    return -NormalDist().inv_cdf((1 - level) / 2)


def _finite(value: Number, name: str) -> None:
    if isinstance(value, bool) or not isinstance(value, Number):
        raise ValueError(f"{name} must be a number, not {value!r}")
    if not math.isfinite(value):
        raise ValueError(f"{name} must be a finite number, not {value}")


def _count(value: Number, name: str) -> int:
    _finite(value, name)
    if value != int(value):
        raise ValueError(f"{name} must be a whole number, not {value}")
    if value < 0:
        raise ValueError(f"{name} must not be negative, not {value}")
    return int(value)


def _positive(value: Number, name: str) -> float:
    _finite(value, name)
    if value <= 0:
        raise ValueError(f"{name} must be more than 0, not {value}")
    return float(value)


def _check_level(level: float) -> None:
    _finite(level, "level")
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, not {level}")
