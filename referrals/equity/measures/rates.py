"""Events per so many people.

- Exact Poisson limits: Garwood F, Fiducial limits for the Poisson distribution, Biometrika 1936; 28:437-442.
- Byar's limits: Breslow NE, Day NE, Statistical methods in cancer research, volume II, IARC 1987, page 69.
- Byar from 10 events, exact below: Public Health England, technical guidance on confidence intervals.
- Score limits: Rao CR; for a count as in Barker L, The American Statistician 2002; 56:85-89.
"""

import math
from dataclasses import dataclass

from referrals.equity.measures.basics import Estimate, Number, normal_quantile, positive, tail_of, whole


@dataclass(frozen=True)
class Rate(Estimate):
    """``events`` for every ``per`` of ``population``."""

    events: int
    population: float
    per: float


def rate(events: Number, population: Number, per: Number = 1000, level: float = 0.95) -> Rate:
    """Events per ``per`` of a population: Byar's limits from 10 events, exact Poisson limits below.

    The upper limit of 0 events is that of the two-sided interval. ValueError on impossible input.
    """
    count, people, base = whole(events, "events"), positive(population, "population"), positive(per, "per")
    limits, method = (byar_limits, "Byar") if count >= 10 else (exact_poisson_limits, "exact Poisson")
    lower, upper = limits(count, level)
    scale = base / people
    return Rate(count * scale, lower * scale, upper * scale, method, level, count, people, base)


def byar_limits(x: float, level: float) -> tuple[float, float]:
    """Byar's limits of a count ``x`` above 0. Where the formula falls below 0, the lower limit is 0."""
    z, up = normal_quantile(level), x + 1
    lower = x * (1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3
    upper = up * (1 - 1 / (9 * up) + z / (3 * math.sqrt(up))) ** 3
    return max(lower, 0.0), upper


def exact_poisson_limits(x: int, level: float) -> tuple[float, float]:
    """Garwood's limits of a count ``x``: quantiles of the gamma distribution, half the chi-square's."""
    tail = tail_of(level)
    from scipy.special import gammainccinv, gammaincinv

    lower = float(gammaincinv(x, tail)) if x else 0.0
    return lower, float(gammainccinv(x + 1, tail))


def score_poisson_limits(x: int, level: float) -> tuple[float, float]:
    """Rao's score limits of a count ``x``: the means that lie z of their own standard deviations away."""
    z = normal_quantile(level)
    upper = x + z * z / 2 + z * math.sqrt(x + z * z / 4)
    # The two limits multiply to x squared; subtracting would lose the digits of the lower one.
    return x / upper * x, upper
