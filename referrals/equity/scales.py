"""What all pictures of figures share: two layouts, a scale of rates, and words at a place."""

import math
from collections.abc import Iterable
from typing import NamedTuple

TOP = 46


class Layout(NamedTuple):
    """The plot runs from ``left`` to ``right`` (percent); a group's name stands ``beside`` it or above."""

    kind: str
    left: float
    right: float
    row: int
    beside: bool


WIDE = Layout("wide", left=38, right=95, row=62, beside=True)
NARROW = Layout("narrow", left=1, right=94, row=104, beside=False)
LAYOUTS = (NARROW, WIDE)


class Scale(NamedTuple):
    """Rates from 0 at ``left`` to ``end`` at ``right`` (both in percent), with a tick at each ``step``."""

    left: float
    right: float
    end: float
    step: float

    def x(self, value: float) -> float:
        return round(self.left + min(value / self.end, 1) * (self.right - self.left), 2)

    @property
    def values(self) -> list[float]:
        """What stands at the ticks."""
        return [number * self.step for number in range(int(self.end / self.step) + 1)]

    @property
    def places(self) -> int:
        """As many decimals as the step has, so that 0.25 is not called 0.2."""
        return next(digits for digits in range(20) if math.isclose(round(self.step, digits), self.step))


def scale_of(rates: Iterable[tuple[float, float]], left: float, right: float) -> Scale:
    """A scale for rates, each with its upper limit: to the highest limit, or to twice the highest rate.

    So one wide interval does not squeeze the rest: it is cut instead.
    """
    found = list(rates)
    highest = max((rate for rate, _upper in found), default=0.0)
    widest = max((upper for _rate, upper in found), default=0.0)
    end = (min(widest, 2 * highest) if highest else widest) or 1.0
    rough = end / 4
    power = 10.0 ** math.floor(math.log10(rough))
    return Scale(left, right, end, next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= rough))


class Words(NamedTuple):
    """Words at a place of the picture. ``kind`` is the dot they belong to, if any."""

    text: str
    x: float
    y: int
    anchor: str = "start"
    kind: str = ""


def anchor(x: float) -> str:
    """Words near an edge run away from it."""
    return "start" if x < 27 else "end" if x > 73 else "middle"
