"""How many came over time, as a picture; ``templates/meetings/strips.html`` draws it.

One strip a body over the same months, all to one scale from 0. Lengths are percent of the width, so that
letters keep their size on any screen; heights are pixels. What nobody recorded has no mark, and no line
leads across it.
"""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from community.core.words import month_in_words
from community.meetings.selectors.history import NOT_PEOPLE, Held, History

NAME, TALL, BELOW, AXIS = 52, 96, 20, 30
LEFT, RIGHT = 3.0, 96.0
# Numbers of the same strip stand at least this far apart, percent.
APART = 8.5
# More months than these without a meeting are not drawn to scale: the base line breaks there.
LONGEST_GAP = 3
STAFF = "BB"


class Dot(NamedTuple):
    """One count. ``said``: its number, where there is room for it."""

    x: float
    y: float
    said: str


class Line(NamedTuple):
    x1: float
    y1: float
    x2: float
    y2: float


class Strip(NamedTuple):
    """One body. ``unknown`` are the places of meetings that did not count it."""

    name: str
    name_y: int
    top: int
    tall: int
    foot: int
    dots: list[Dot]
    lines: list[Line]
    rosters: list[Line]
    unknown: list[float]


class Tick(NamedTuple):
    x: float
    text: str
    anchor: str


class Picture(NamedTuple):
    """The picture, what it shows in words, and the table behind it."""

    finding: str
    measure: str
    words: str
    source: str
    caption: str
    strips: list[Strip]
    stretches: list[tuple[float, float]]
    ticks: list[Tick]
    height: int
    tick_y: int
    headings: list[str]
    rows: list[list[Any]]


class Scale(NamedTuple):
    """Where each month with a meeting stands (percent), and people from 0 to ``peak``.

    ``stretches`` are the base lines between the breaks.
    """

    places: dict[date, float]
    stretches: list[tuple[float, float]]
    peak: int

    def x(self, month: date) -> float:
        return self.places[month]

    def y(self, people: int, foot: int) -> float:
        return round(foot - TALL * people / self.peak, 1)


def picture_of_history(history: History) -> Picture | None:
    """The picture of a group's meetings; None before the first is over."""
    if not history.meetings:
        return None
    people = [body for body in history.bodies if body not in (*NOT_PEOPLE, STAFF)]
    counts = [held.counts[body] for held in history.meetings for body in people if body in held.counts]
    peak = max([*counts, *(held.of or 0 for held in history.meetings), 1])
    scale = Scale(*_places(sorted({held.month for held in history.meetings})), peak)
    strips = [_strip(history, body, at, scale) for at, body in enumerate(people)]
    foot = len(strips) * (NAME + TALL + BELOW)
    finding = finding_of(history)
    headings, rows = table_of(history)
    return Picture(
        finding=finding,
        measure=_measure(history),
        words=_in_words(history),
        source=_source(history),
        caption=_("Who came to each meeting of %(group)s") % {"group": history.group.name},
        strips=strips,
        stretches=scale.stretches,
        ticks=_ticks(history, scale),
        height=foot + AXIS,
        tick_y=foot + 16,
        headings=headings,
        rows=rows,
    )


def _index(month: date) -> int:
    return month.year * 12 + month.month


def _places(months: Sequence[date]) -> tuple[dict[date, float], list[tuple[float, float]]]:
    steps = [_index(after) - _index(before) for before, after in pairwise(months)]
    sums = list(accumulate((min(step, LONGEST_GAP) for step in steps), initial=0))
    wide = (RIGHT - LEFT) / (sums[-1] or 1)
    xs = [round(LEFT + at * wide, 2) for at in sums] if sums[-1] else [(LEFT + RIGHT) / 2]
    stretches = [[xs[0], xs[0]]]
    for x, step in zip(xs[1:], steps, strict=True):
        if step > LONGEST_GAP:
            stretches.append([x, x])
        stretches[-1][1] = x
    return dict(zip(months, xs, strict=True)), [
        (round(start - 2, 2), round(end + 2, 2)) for start, end in stretches
    ]


def _strip(history: History, body: str, at: int, scale: Scale) -> Strip:
    top = at * (NAME + TALL + BELOW) + NAME
    foot = top + TALL
    held = [one for one in history.meetings if one.meeting.state == "closed"]
    counted = [one for one in held if body in one.counts]
    places = {one.number: (scale.x(one.month), scale.y(one.counts[body], foot)) for one in counted}
    rosters = []
    if body == history.group.code:
        for one in held:
            if one.of is not None:
                x, y = scale.x(one.month), scale.y(one.of, foot)
                rosters.append(Line(round(x - 0.9, 2), y, round(x + 0.9, 2), y))
    return Strip(
        name=capfirst(history.bodies[body]),
        name_y=top - 34,
        top=top,
        tall=TALL,
        foot=foot,
        dots=_dots([(one.counts[body], *places[one.number]) for one in counted]),
        lines=[
            Line(*places[before.number], *places[after.number])
            for before, after in pairwise(held)
            if body in before.counts and body in after.counts and follows(before, after)
        ],
        rosters=rosters,
        unknown=[round(scale.x(one.month) - 0.6, 2) for one in held if body not in one.counts],
    )


def follows(before: Held, after: Held) -> bool:
    """Whether no number and no month is missing between two meetings."""
    return after.number == before.number + 1 and _index(after.month) - _index(before.month) <= 1


def _dots(counts: Sequence[tuple[int, float, float]]) -> list[Dot]:
    """The last, the most and the fewest say their number first; others where there is room."""
    if not counts:
        return []
    numbers = [count for count, _x, _y in counts]
    order = [len(counts) - 1, numbers.index(max(numbers)), numbers.index(min(numbers)), *range(len(counts))]
    said: set[int] = set()
    for at in order:
        if all(abs(counts[at][1] - counts[other][1]) >= APART for other in said - {at}):
            said.add(at)
    return [Dot(x, y, str(count) if at in said else "") for at, (count, x, y) in enumerate(counts)]


def _ticks(history: History, scale: Scale) -> list[Tick]:
    """The first and the last month, and the years after a break that have room between them."""
    first, last = history.meetings[0].month, history.meetings[-1].month
    if first == last:
        return [Tick(scale.x(first), month_in_words(first), "middle")]
    ticks = [Tick(0, month_in_words(first), "start"), Tick(100, month_in_words(last), "end")]
    for month, x in scale.places.items():
        begins = any(abs(start + 2 - x) < 0.1 for start, _end in scale.stretches)
        if begins and 30 < x < 68 and all(abs(tick.x - x) > 12 for tick in ticks[2:]):
            ticks.append(Tick(x, str(month.year), "middle"))
    return ticks


def finding_of(history: History) -> str:
    """What the picture shows, as a sentence."""
    own = [held.counts[history.group.code] for held in history.meetings if history.group.code in held.counts]
    if not own:
        return _("How many members came is not recorded")
    if len(own) == 1:
        return _("%(number)s members came to the one meeting that counted them") % {"number": own[0]}
    return _("From %(low)s to %(high)s members came, and %(last)s the last time they were counted") % {
        "low": min(own),
        "high": max(own),
        "last": own[-1],
    }


def _measure(history: History) -> str:
    sentences = [
        _(
            "People who came, by month. A line joins meetings that follow each other; where there is no mark,"
            " no meeting is on record."
        ),
    ]
    bodies = [body for body in history.bodies if body not in (*NOT_PEOPLE, STAFF)]
    closed = [held for held in history.meetings if held.meeting.state == "closed"]
    if any(body not in held.counts for held in closed for body in bodies):
        sentences.append(_("A gray bar is a meeting for which this is not recorded."))
    months = sorted({_index(held.month) for held in history.meetings})
    if any(after - before > LONGEST_GAP for before, after in pairwise(months)):
        sentences.append(_("Where the base line breaks, more than three months have no meeting on record."))
    if any(held.of is not None for held in closed):
        sentences.append(_("A green dash is the roster of that day, where it is known."))
    return " ".join(sentences)


def _in_words(history: History) -> str:
    """Every count of the group itself, for those who hear the picture."""
    return ", ".join(
        f"{month_in_words(held.month)}: {_said(held.counts.get(history.group.code))}"
        for held in history.meetings
    )


def _source(history: History) -> str:
    recorded = [bool(held.meeting.source) for held in history.meetings]
    own = _("From the check-ins of the meetings, against the roster of each day.")
    published = _("From published records; the page of each meeting names its own.")
    if all(recorded):
        return published
    return f"{published} {own}" if any(recorded) else own


def table_of(history: History) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows, with a row for numbers that the record skips."""
    headings = [_("Meeting"), _("When"), *history.bodies.values(), _("Roster")]
    rows: list[list[Any]] = []
    last = None
    for held in history.meetings:
        if last is not None and held.number > last + 1:
            skipped = str(last + 1) if held.number == last + 2 else f"{last + 1}–{held.number - 1}"
            rows.append([skipped, _("no record"), *[_("not recorded")] * (len(history.bodies) + 1)])
        rows.append(_row(history, held))
        last = max(held.number, last or 0)
    return headings, rows


def _row(history: History, held: Held) -> list[Any]:
    if held.meeting.state == "skipped":
        reason = _("not held: %(reason)s") % {"reason": held.meeting.skip_reason}
        return [held.number, month_in_words(held.month), *["–"] * len(history.bodies), reason]
    roster = _said(held.of)
    if held.percent is not None:
        roster = _("%(present)s of %(of)s (%(percent)s%%)") % {
            "present": held.counts[history.group.code],
            "of": held.of,
            "percent": held.percent,
        }
    counts = [_said(held.counts.get(body)) for body in history.bodies]
    return [held.number, month_in_words(held.month), *counts, roster]


def _said(count: int | None) -> str:
    return _("not recorded") if count is None else str(count)
