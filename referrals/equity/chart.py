"""Where the dots of the picture stand; ``templates/equity/dots.html`` draws it.

Lengths are percent of the width, so that letters keep their size on any screen; heights are pixels.
There are two layouts of the same picture, and the style sheet shows the one that fits.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from referrals.equity.findings import (
    amount,
    between,
    count_in_words,
    decimal,
    is_clear,
    percent,
    rate_in_words,
    verdict,
    whole,
)
from referrals.equity.measures import Proportion, Rate
from referrals.equity.scales import TOP, Layout, Scale, Words, anchor, scale_of
from referrals.equity.selectors import Cell, Comparison, Row

# Room above and below everyone's dots, where the names of the two places stand.
NAMES = 20
HERE, OTHER = "here", "rest"
Said = Rate | Proportion


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


def draw(comparison: Comparison, layout: Layout) -> Picture:
    """The picture of a comparison, of the groups that have a rate in either place.

    The two places are named once, at everyone's row, beside the dots or the words there instead of a dot.
    """
    called = {HERE: comparison.place, OTHER: comparison.other}
    everyone = comparison.everyone
    rows = [everyone, *(row for row in comparison.groups if row.here.rate or row.other.rate)]
    scale = fitting_scale((cell.rate for row in rows for cell in (row.here, row.other)), layout)
    within = comparison.is_within
    first = _line(everyone, TOP, scale, layout, gap=NAMES, alone=within)
    named = [said._replace(text=f"{called[said.kind]}: {said.text}") for said in first.instead]
    lines = [first._replace(instead=named)]
    for row in rows[1:]:
        lines.append(_line(row, TOP + 2 * NAMES + len(lines) * layout.row, scale, layout, alone=within))
    foot = TOP + 2 * NAMES + len(rows) * layout.row
    return Picture(
        kind=layout.kind,
        height=foot + 24,
        foot=foot,
        lines=lines,
        ticks=_ticks(scale, foot + 18, comparison.definition.per),
        reference=_line_of_all(comparison, scale),
        names=[_name(dot, kind, called[kind]) for dot, kind in first.dots],
        words="; ".join(_described(row, comparison) for row in rows),
    )


def fitting_scale(rates: Iterable[Said | None], layout: Layout) -> Scale:
    """The scale on which all of these rates find room."""
    ends = [(rate.estimate, rate.upper) for rate in rates if rate is not None]
    return scale_of(ends, layout.left, layout.right)


def _ticks(scale: Scale, y: int, per: int | None = 1000) -> list[Words]:
    def say(value: float) -> str:
        return percent(value) if per is None else decimal(value, scale.places)

    ticks = [Words(say(value) if value else "0", scale.x(value), y, "middle") for value in scale.values]
    if per is None:
        return ticks
    unit = _("%(rate)s per %(per)s") % {"rate": ticks[-1].text, "per": whole(per)}
    return [*ticks[:-1], ticks[-1]._replace(text=unit)]


def _line_of_all(comparison: Comparison, scale: Scale) -> list[Words]:
    """The words of the dashed line, in two lines above it: all of the other place, or of this one."""
    row = comparison.everyone
    name, all_of = (comparison.place, row.here) if comparison.is_within else (comparison.other, row.other)
    if all_of.rate is None:
        return []
    x = scale.x(all_of.rate.estimate)
    said = _("all children: %(rate)s") % {"rate": amount(all_of.rate)}
    return [Words(name, x, 14, anchor(x)), Words(said, x, 31, anchor(x))]


def _name(dot: Dot, kind: str, name: str) -> Words:
    return Words(name, dot.x, dot.y + (-15 if kind == HERE else 26), anchor(dot.x), kind)


def _line(row: Row, top: int, scale: Scale, layout: Layout, *, gap: int = 0, alone: bool = False) -> Line:
    """One group. ``alone``: what it is compared with is no other place, and has no dot."""
    upper = top + gap + (22 if layout.beside else 62)
    places = [(HERE, row.here, upper), (OTHER, row.other, upper + 22)][: 1 if alone else 2]
    return Line(
        y=upper if layout.beside else top + 22,
        label=str(row.label),
        verdict=verdict(row),
        is_clear=is_clear(row),
        dots=[(_dot(cell.rate, at, scale), kind) for kind, cell, at in places if cell.rate],
        instead=[
            Words(_instead(cell), scale.left, at + 5, kind=kind) for kind, cell, at in places if not cell.rate
        ],
    )


def _dot(rate: Said, y: int, scale: Scale) -> Dot:
    """The number stands after the interval, else before it, else over the dot."""
    x, low, high = scale.x(rate.estimate), scale.x(rate.lower), scale.x(rate.upper)
    said_x, said_y, side, shift = high, y + 5, "start", 10
    if high > 90:
        said_x, side, shift = low, "end", -10
        if low < scale.left + 11:
            said_x, said_y, side, shift = x, y - 11, "middle", 0
    return Dot(y, x, low, high, rate.upper > scale.end, amount(rate), said_x, said_y, side, shift)


def _instead(cell: Cell) -> str:
    said = count_in_words(cell.shown)
    hidden = cell.shown is None or cell.shown.count is None
    return said if hidden else _("%(count)s counted") % {"count": said}


def _described(row: Row, comparison: Comparison) -> str:
    def said() -> Iterator[str]:
        for name, cell in ((comparison.place, row.here), (comparison.other, row.other)):
            if cell.shown is not None or not comparison.is_within:
                yield f"{name} {_rate_or_why_not(cell)}"

    return f"{row.label}: {'; '.join(said())}; {verdict(row)}"


def _rate_or_why_not(cell: Cell) -> str:
    if cell.rate is None:
        return count_in_words(cell.shown)
    said = amount(cell.rate) if isinstance(cell.rate, Rate) else rate_in_words(cell.rate)
    return f"{said}, {between(cell.rate)}"
