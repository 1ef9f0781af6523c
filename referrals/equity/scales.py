"""What all pictures of figures share: two layouts, words at a place, and where they begin."""

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
