"""Parts of a whole.

Wilson EB, J Am Stat Assoc 1927; 22:209-212, without continuity correction.
"""

import math
from dataclasses import dataclass

from referrals.equity.measures.basics import Estimate, Number, normal_quantile, positive, whole


@dataclass(frozen=True)
class Proportion(Estimate):
    """``x`` out of ``n``, between 0 and 1."""

    x: int
    n: int


def proportion(x: Number, n: Number, level: float = 0.95) -> Proportion:
    """``x`` out of ``n`` with Wilson's limits. ValueError on impossible input."""
    part, total = part_of_whole(x, n, "x", "n")
    lower, upper = wilson_limits(part, total, level)
    return Proportion(part / total, lower, upper, "Wilson", level, part, total)


def part_of_whole(x: Number, n: Number, x_name: str, n_name: str) -> tuple[int, int]:
    """Both as counts, the first no larger than the second."""
    part, total = whole(x, x_name), whole(n, n_name)
    positive(total, n_name)
    if part > total:
        raise ValueError(f"{x_name} must be at most {n_name}, not {part} out of {total}")
    return part, total


def wilson_limits(x: float, n: float, level: float) -> tuple[float, float]:
    """Wilson's score limits of ``x`` out of ``n``; exactly 0 or 1 at the ends."""
    z, p = normal_quantile(level), x / n
    centre, width = 2 * x + z * z, z * math.sqrt(z * z + 4 * x * (1 - p))
    lower = (centre - width) / (2 * (n + z * z)) if x else 0.0
    upper = (centre + width) / (2 * (n + z * z)) if x < n else 1.0
    return max(lower, 0.0), min(upper, 1.0)
