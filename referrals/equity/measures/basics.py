"""What every measure shares: an estimate with its limits, and the check of what goes in."""

import math
import numbers
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist

Number = int | float | Decimal | Fraction


@dataclass(frozen=True)
class Estimate:
    """A figure with its uncertainty. ``level`` is the confidence level, 0.95 for 95%."""

    estimate: float
    lower: float
    upper: float
    method: str
    level: float


def whole(value: Number, name: str) -> int:
    """A count: a whole number from 0."""
    finite(value, name)
    if value != int(value):
        raise ValueError(f"{name} must be a whole number, not {value}")
    if value < 0:
        raise ValueError(f"{name} must not be negative, not {value}")
    return int(value)


def positive(value: Number, name: str) -> float:
    """A number above 0, also after it was cut to what a float can hold."""
    number = finite(value, name)
    if number <= 0:
        raise ValueError(f"{name} must be more than 0, not {value}")
    return number


def tail_of(level: float) -> float:
    """What a central interval of ``level`` leaves out on each side."""
    if not 0 < finite(level, "level") < 1:
        raise ValueError(f"level must lie between 0 and 1, not {level}")
    return (1 - level) / 2


def normal_quantile(level: float) -> float:
    """The normal quantile that leaves (1 - level) / 2 in each tail."""
    return -NormalDist().inv_cdf(tail_of(level))


def finite(value: Number, name: str) -> float:
    """A number that is one."""
    # Real takes in numpy's numbers; Decimal is none.
    if isinstance(value, bool) or not isinstance(value, numbers.Real | Decimal):
        raise ValueError(f"{name} must be a number, not {value!r}")
    try:
        number = float(value)
    except OverflowError:
        raise ValueError(f"{name} is too large a number") from None
    if not math.isfinite(number):
        raise ValueError(f"{name} must be a finite number, not {value}")
    return number
