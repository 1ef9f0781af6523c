"""Where the dots of the picture stand; ``templates/equity/dots.html`` draws it.

Lengths are percent of the width, so that letters keep their size on any screen; heights are pixels.
There are two layouts of the same picture, and the style sheet shows the one that fits.
"""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from referrals.equity.findings import between, count_in_words, decimal, is_clear, label, short, verdict
from referrals.equity.measures import Rate
from referrals.equity.selectors import Cell, Comparison, Row

TOP = 46
# Room above and below everyone's dots, where the names of the two places stand.
NAMES = 20
HERE, REST = "here", "rest"


class Layout(NamedTuple):
    """The plot runs from ``left`` to ``right`` (percent); a group's name stands ``beside`` it or above."""

    kind: str
    left: float
    right: float
    row: int
    beside: bool


WIDE = Layout("wide", left=38, right=95, row=62, beside=True)
NARROW = Layout("narrow", left=1, right=94, row=104, beside=False)


class Scale(NamedTuple):
    """Rates from 0 at ``left`` to ``end`` at ``right`` (both in percent), with a tick at each ``step``."""

    left: float
    right: float
    end: float
    step: float

    def x(self, value: float) -> float:
        return round(self.left + min(value / self.end, 1) * (self.right - self.left), 2)


class Dot(NamedTuple):
    """One rate: the dot, its interval, and its number. ``beyond``: the interval is cut at the edge."""

    y: int
    x: float
    low: float
    high: float
    beyond: bool
    said: str
    said_x: float
    said_y: int
    anchor: str
    shift: int


class Words(NamedTuple):
    """Words at a place of the picture. ``kind`` is the dot they belong to, if any."""

    text: str
    x: float
    y: int
    anchor: str = "start"
    kind: str = ""


class Line(NamedTuple):
    """One group: its name, how it compares, a dot for each place, or words where there is none."""

    y: int
    label: str
    verdict: str
    is_clear: bool
    dots: list[tuple[Dot, str]]
    instead: list[Words]


class Picture(NamedTuple):
    """All that the template draws; ``words`` says the same to those who do not see it."""

    kind: str
    height: int
    foot: int
    lines: list[Line]
    ticks: list[Words]
    reference: list[Words]
    names: list[Words]
    words: str


def draw(comparison: Comparison, layout: Layout, *, place: str, rest: str) -> Picture:
    """The picture of a comparison, of the groups that have a rate in either place.

    ``place`` and ``rest`` name the dots, once, at everyone's row, or the words there instead of a dot.
    """
    called = {HERE: place, REST: rest}
    everyone = comparison.everyone
    rows = [everyone, *(row for row in comparison.groups if row.here.rate or row.rest.rate)]
    scale = fitting_scale((cell.rate for row in rows for cell in (row.here, row.rest)), layout)
    first = _line(everyone, TOP, scale, layout, gap=NAMES)
    named = [said._replace(text=f"{called[said.kind]}: {said.text}") for said in first.instead]
    lines = [first._replace(instead=named)]
    for row in rows[1:]:
        lines.append(_line(row, TOP + 2 * NAMES + len(lines) * layout.row, scale, layout))
    foot = TOP + 2 * NAMES + len(rows) * layout.row
    return Picture(
        kind=layout.kind,
        height=foot + 24,
        foot=foot,
        lines=lines,
        ticks=_ticks(scale, foot + 18),
        reference=_reference(everyone.rest.rate, rest, scale),
        names=[_name(dot, kind, called[kind]) for dot, kind in first.dots],
        words="; ".join(_described(row, place, rest) for row in rows),
    )


def fitting_scale(rates: Iterable[Rate | None], layout: Layout) -> Scale:
    """From 0 to the highest limit, or to twice the highest rate: one wide interval is cut instead."""
    found = [rate for rate in rates if rate is not None]
    widest = max((rate.upper for rate in found), default=1.0)
    highest = max((rate.estimate for rate in found), default=0.0)
    end = min(widest, 2 * highest) if highest else widest
    rough = end / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= rough)
    return Scale(layout.left, layout.right, end, step)


def _ticks(scale: Scale, y: int) -> list[Words]:
    values = [number * scale.step for number in range(int(scale.end / scale.step) + 1)]
    # As many decimals as the step has, so that 0.25 is not called 0.2.
    places = next(digits for digits in range(20) if math.isclose(round(scale.step, digits), scale.step))
    said = [decimal(value, places) if value else "0" for value in values]
    ticks = [Words(text, scale.x(value), y, "middle") for text, value in zip(said, values, strict=True)]
    unit = _("%(rate)s per 1,000") % {"rate": ticks[-1].text}
    return [*ticks[:-1], ticks[-1]._replace(text=unit)]


def _reference(city: Rate | None, rest: str, scale: Scale) -> list[Words]:
    """The words of the city's line, in two lines above it."""
    if city is None:
        return []
    x = scale.x(city.estimate)
    said = _("all children: %(rate)s") % {"rate": short(city.estimate)}
    return [Words(rest, x, 14, _anchor(x)), Words(said, x, 31, _anchor(x))]


def _name(dot: Dot, kind: str, name: str) -> Words:
    return Words(name, dot.x, dot.y + (-15 if kind == HERE else 26), _anchor(dot.x), kind)


def _line(row: Row, top: int, scale: Scale, layout: Layout, *, gap: int = 0) -> Line:
    upper = top + gap + (22 if layout.beside else 62)
    places = [(HERE, row.here, upper), (REST, row.rest, upper + 22)]
    return Line(
        y=upper if layout.beside else top + 22,
        label=label(row.group),
        verdict=verdict(row),
        is_clear=is_clear(row),
        dots=[(_dot(cell.rate, at, scale), kind) for kind, cell, at in places if cell.rate],
        instead=[
            Words(_instead(cell), scale.left, at + 5, kind=kind) for kind, cell, at in places if not cell.rate
        ],
    )


def _dot(rate: Rate, y: int, scale: Scale) -> Dot:
    """The number stands after the interval, else before it, else over the dot."""
    x, low, high = scale.x(rate.estimate), scale.x(rate.lower), scale.x(rate.upper)
    said_x, said_y, anchor, shift = high, y + 5, "start", 10
    if high > 90:
        said_x, anchor, shift = low, "end", -10
        if low < scale.left + 11:
            said_x, said_y, anchor, shift = x, y - 11, "middle", 0
    return Dot(y, x, low, high, rate.upper > scale.end, short(rate.estimate), said_x, said_y, anchor, shift)


def _anchor(x: float) -> str:
    return "start" if x < 27 else "end" if x > 73 else "middle"


def _instead(cell: Cell) -> str:
    said = count_in_words(cell.shown)
    hidden = cell.shown is None or cell.shown.count is None
    return said if hidden else _("%(count)s referred") % {"count": said}


def _described(row: Row, place: str, rest: str) -> str:
    def said() -> Iterator[str]:
        for name, cell in ((place, row.here), (rest, row.rest)):
            yield f"{name} {_rate_or_why_not(cell)}"

    return f"{label(row.group)}: {'; '.join(said())}; {verdict(row)}"


def _rate_or_why_not(cell: Cell) -> str:
    if cell.rate is None:
        return count_in_words(cell.shown)
    return f"{short(cell.rate.estimate)}, {between(cell.rate)}"
