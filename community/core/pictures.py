"""Where things stand in a picture. Pure: numbers in, percentages and pixels out; templates draw."""

from collections.abc import Sequence
from typing import NamedTuple

ROW = 56
TOP = 32


class Figure(NamedTuple):
    """A number with its interval, and how it is said beside the dot."""

    label: str
    value: float
    low: float
    high: float
    said: str


class Dot(NamedTuple):
    """One row of the picture: ``x``, ``low`` and ``high`` in percent of the width, the rest in pixels."""

    label: str
    value: str
    x: float
    low: float
    high: float
    y: int
    label_y: int


class Reference(NamedTuple):
    """The line to compare with; ``anchor`` keeps its words inside the picture."""

    label: str
    x: float
    anchor: str


class Dots(NamedTuple):
    """All that ``components/dots.html`` draws; ``words`` says the same to those who do not see it."""

    rows: list[Dot]
    reference: Reference | None
    height: int
    words: str


def place_dots(figures: Sequence[Figure], *, reference: tuple[str, float] | None = None) -> Dots:
    """Place ``figures`` on one scale that begins at 0 and ends a little beyond the highest limit."""
    highest = max([figure.high for figure in figures] + ([reference[1]] if reference else []), default=0)
    scale = 96 / highest if highest else 0

    def percent(value: float) -> float:
        return round(value * scale + 1, 2)

    rows = [
        Dot(
            label=figure.label,
            value=figure.said,
            x=percent(figure.value),
            low=percent(figure.low),
            high=percent(figure.high),
            y=TOP + number * ROW + 38,
            label_y=TOP + number * ROW + 22,
        )
        for number, figure in enumerate(figures)
    ]
    line = None
    if reference:
        x = percent(reference[1])
        line = Reference(reference[0], x, "start" if x < 30 else "end" if x > 70 else "middle")
    words = "; ".join(f"{figure.label}: {figure.said}" for figure in figures)
    return Dots(rows, line, TOP + len(figures) * ROW, words)
