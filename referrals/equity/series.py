"""The picture of months, ``templates/equity/run_chart.html``, and what it says in words.

Every point is joined to the next by a line of its own, so that lengths can be percent of the width.
"""

from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.words import month_in_words
from referrals.equity.findings import decimal, whole
from referrals.equity.measures import RunChart
from referrals.equity.scales import Words, anchor
from referrals.equity.selectors import Series

LEFT, RIGHT, TOP, FOOT = 3, 97, 40, 240


class Point(NamedTuple):
    """One month. ``signal``: it belongs to a shift or a trend."""

    x: float
    y: float
    signal: bool
    label: str


class Segment(NamedTuple):
    """A straight line between two places."""

    x1: float
    y1: float
    x2: float
    y2: float


class Flag(NamedTuple):
    """The marks of a month; their numbers lead to the list below."""

    x: float
    numbers: str


class Picture(NamedTuple):
    """All that the template draws; ``words`` says the same to those who do not see it."""

    height: int
    points: list[Point]
    joins: list[Segment]
    medians: list[tuple[Segment, Words]]
    ticks: list[Words]
    flags: list[Flag]
    words: str

    @property
    def has_signals(self) -> bool:
        return any(point.signal for point in self.points)


def draw(series: Series) -> Picture:
    """The months of a series, the median of each phase, and the marks."""
    highest = max((value for value in series.values if value is not None), default=1) or 1
    signals = _signals(series.phases)
    points = [
        Point(_x(series, at), _y(value, highest), at in signals, month_in_words(series.months[at]))
        for at, value in enumerate(series.values)
        if value is not None
    ]
    joins = [Segment(one.x, one.y, two.x, two.y) for one, two in pairwise(points)]
    last = len(series.months) - 1
    ticks = [
        Words(month_in_words(series.months[at]), _x(series, at), FOOT + 22, _side(at, last))
        for at in (0, last)
    ]
    return Picture(
        height=FOOT + 32,
        points=points,
        joins=joins,
        medians=[_median(series, chart, place, highest) for place, chart in enumerate(series.phases)],
        ticks=ticks,
        flags=_flags(series),
        words=" ".join(in_words(series)),
    )


def in_words(series: Series) -> list[str]:
    """What each phase shows beyond chance, or that it shows nothing."""
    several = len(series.phases) > 1
    said = []
    for place, chart in enumerate(series.phases):
        start, end = _bounds(series, place)
        months = _("%(start)s to %(end)s") % {
            "start": month_in_words(series.months[start]),
            "end": month_in_words(series.months[end]),
        }
        middle = _("Half of the months lie above %(median)s, half below.") % {
            "median": value(series, chart.median)
        }
        found = " ".join(_found(chart)) or _("Nothing here is more than chance would do.")
        said.append(f"{months}: {middle} {found}" if several else f"{middle} {found}")
    return said


def value(series: Series, number: float) -> str:
    """A value with its unit."""
    if series.definition.per is None:
        return _("%(number)s%%") % {"number": whole(number)}
    return whole(number) if number == int(number) else decimal(number, 1)


def _found(chart: RunChart) -> list[str]:
    said = [
        ngettext(
            "%(count)s month in a row above that: a shift.",
            "%(count)s months in a row above that: a shift.",
            shift.points,
        )
        % {"count": shift.points}
        if shift.is_up
        else ngettext(
            "%(count)s month in a row below that: a shift.",
            "%(count)s months in a row below that: a shift.",
            shift.points,
        )
        % {"count": shift.points}
        for shift in chart.shifts
    ]
    up, down = (
        _("%(count)s months that only go up: a trend."),
        _("%(count)s months that only go down: a trend."),
    )
    said += [(up if trend.is_up else down) % {"count": trend.points} for trend in chart.trends]
    if chart.runs.is_unusual and not chart.shifts:
        said.append(_("The months change sides more seldom than chance would have it."))
    return said


def _signals(phases: tuple[RunChart, ...]) -> set[int]:
    stretches = [one for chart in phases for one in (*chart.shifts, *chart.trends)]
    return {at for one in stretches for at in range(one.start, one.end + 1)}


def _bounds(series: Series, place: int) -> tuple[int, int]:
    bounds = [0, *series.changes, len(series.months)]
    return bounds[place], bounds[place + 1] - 1


def _median(series: Series, chart: RunChart, place: int, highest: float) -> tuple[Segment, Words]:
    start, end = _bounds(series, place)
    y = _y(chart.median, highest)
    line = Segment(_x(series, start), y, _x(series, end), y)
    said = _("median %(value)s") % {"value": value(series, chart.median)}
    # The words stand on the side of the line on which the last months do not.
    last = [value for value in series.values[max(start, end - 3) : end + 1] if value is not None]
    side = 18 if sum(value > chart.median for value in last) * 2 > len(last) else -6
    return line, Words(said, _x(series, end), round(y) + side, "end" if end else "start")


def _flags(series: Series) -> list[Flag]:
    """The numbers of the marks over their months: "3", or "3–5" where a month has several."""
    numbers: dict[int, list[int]] = {}
    for number, mark in enumerate(series.marks, start=1):
        numbers.setdefault(series.place_of(mark.day), []).append(number)
    return [
        Flag(_x(series, at), str(found[0]) if len(found) == 1 else f"{found[0]}–{found[-1]}")
        for at, found in numbers.items()
    ]


def _x(series: Series, at: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * at / max(len(series.months) - 1, 1), 2)


def _y(number: float, highest: float) -> float:
    return round(FOOT - (FOOT - TOP - 24) * number / highest, 1)


def _side(at: int, last: int) -> str:
    return anchor(0) if at == 0 else anchor(100) if at == last else "middle"
