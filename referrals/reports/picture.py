"""Where the dots of a release's picture stand; ``templates/reports/picture.html`` draws it.

Across, lengths are percent of the width, so that letters keep their size on any screen; down, pixels.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from referrals.equity.rules import EVERYONE
from referrals.equity.scales import Scale, Words, anchor, scale_of
from referrals.reports.saying import cell_of, in_language, number, people_say, place_name, verdicts

LEFT, RIGHT = 1.0, 97.0
TOP = 30
# Between two rows of dots, and the room for the name of a place over or under everyone's.
APART, NAMES = 22, 20
# In percent of the narrowest screen: half a dot, the way to a number, and the number.
DOT, GAP, ROOM = 2.0, 2.5, 11.0


class Layout(NamedTuple):
    """How much a group takes, and where in it the first dot stands.

    On paper, which is wide, how it compares stands at the end of the group's own line.
    """

    row: int
    first: int
    verdict: tuple[int, int, str]


SCREEN = Layout(row=88, first=48, verdict=(0, 18, "start"))
PAPER = Layout(row=68, first=31, verdict=(100, 0, "end"))


class Dot(NamedTuple):
    """One rate on its interval. ``kind`` is "here" or "beside"; ``beyond``: the interval is cut."""

    kind: str
    y: int
    x: float
    low: float
    high: float
    beyond: bool
    said: str
    said_x: float
    said_y: int
    anchor: str


class Line(NamedTuple):
    """One group with its dots, or with words where there is none."""

    y: int
    label: str
    verdict: str
    dots: list[Dot]
    instead: list[tuple[int, str, str]]


class Tick(NamedTuple):
    x: float
    text: str


class Picture(NamedTuple):
    """All that the template draws; ``words`` says the same to those who do not see it."""

    height: int
    foot: int
    lines: list[Line]
    names: list[Words]
    verdict: tuple[int, int, str]
    ticks: list[Tick]
    reference: float | None
    words: str


def draw(body: Mapping[str, Any], layout: Layout = SCREEN) -> Picture | None:
    """The picture of a release: the groups that have a rate in either place. None where no rate is shown.

    The two places are named once, at the first row.
    """
    kinds = {
        "here": body["here"] or next((one["key"] for one in body["places"]), None),
        "beside": body["beside"],
    }
    rows = [
        (group, {kind: cell_of(body, place, group["key"]) for kind, place in kinds.items() if place})
        for group in body["groups"]
    ]
    rows = [row for row in rows if any(cell["estimate"] is not None for cell in row[1].values())]
    if not rows:
        return None
    cells = [cell for _group, row in rows for cell in row.values() if cell["estimate"] is not None]
    scale = scale_of([(cell["estimate"], cell["upper"]) for cell in cells], LEFT, RIGHT)
    names = {kind: place_name(body, place) for kind, place in kinds.items()}
    verdict_of = {one["group"]: verdicts()[one["verdict"]] for one in body["comparisons"]}
    city = cell_of(body, body["beside"], EVERYONE)["estimate"]
    reference = None if city is None else scale.x(city)
    lines: list[Line] = []
    for group, row in rows:
        # The names of the places take room over and under the first dots.
        top = TOP + len(lines) * layout.row + (2 * NAMES if lines else 0)
        first = layout.first + (0 if lines else NAMES)
        line = _line(group, row, top, scale, first=first, reference=reference)
        lines.append(line._replace(verdict=verdict_of.get(group["key"], "")))
    foot = TOP + len(rows) * layout.row + 2 * NAMES
    return Picture(
        height=foot + 28,
        foot=foot,
        lines=lines,
        names=[*_names(lines[0], names)],
        verdict=layout.verdict,
        ticks=_ticks(scale),
        reference=reference,
        words="; ".join(_described(line, names) for line in lines),
    )


def _ticks(scale: Scale) -> list[Tick]:
    return [Tick(scale.x(value), number(value, scale.places if value else 0)) for value in scale.values]


def _line(
    group: Mapping[str, Any],
    cells: Mapping[str, Mapping[str, Any]],
    top: int,
    scale: Scale,
    *,
    first: int,
    reference: float | None,
) -> Line:
    dots, instead = [], []
    for row, (kind, cell) in enumerate(cells.items()):
        y = top + first + APART * row
        if cell["estimate"] is None:
            instead.append((y, kind, state_in_words(cell["state"])))
        else:
            dots.append(_dot(kind, cell, y, scale, reference))
    return Line(top + 16, in_language(group["label"]), "", dots, instead)


def _names(line: Line, names: Mapping[str, str]) -> Iterator[Words]:
    """What the dots, or the words there instead, are called: the first over them, the second under them."""
    places = [(kind, y, LEFT) for y, kind, _words in line.instead]
    for kind, y, x in [*places, *((dot.kind, dot.y, dot.x) for dot in line.dots)]:
        yield Words(names[kind], x, y + (-12 if kind == "here" else 25), anchor(x), kind)


def state_in_words(state: str) -> str:
    """Why a count has no number."""
    return {"hidden": _("not shown"), "not recorded": _("not recorded")}.get(state, _("no rate"))


def _dot(kind: str, cell: Mapping[str, Any], y: int, scale: Scale, reference: float | None) -> Dot:
    """Its number stands after the interval, or before it, off the dashed line; else over or under the dot."""
    x, low, high = (scale.x(cell[end]) for end in ("estimate", "lower", "upper"))
    # An interval that is narrower than its dot ends where the dot does.
    before, after = min(low, x - DOT) - GAP, max(high, x + DOT) + GAP
    places = [
        (after, y + 5, "start", (after, after + ROOM)),
        (before, y + 5, "end", (before - ROOM, before)),
    ]
    fitting = [place for place in places if place[3][0] >= 0 and place[3][1] <= 100]
    clear = [place for place in fitting if reference is None or not place[3][0] < reference < place[3][1]]
    at_dot = (x, y + (-12 if kind == "here" else 20), anchor(x), (x, x))
    said_x, said_y, side, _taken = [*clear, *fitting, at_dot][0]
    return Dot(
        kind=kind,
        y=y,
        x=x,
        low=low,
        high=high,
        beyond=cell["upper"] > scale.end,
        said=people_say(cell["estimate"]),
        said_x=round(said_x, 2),
        said_y=said_y,
        anchor=side,
    )


def _described(line: Line, names: Mapping[str, str]) -> str:
    dots = [f"{names[dot.kind]} {dot.said}" for dot in line.dots]
    instead = [f"{names[kind]} {words}" for _y, kind, words in line.instead]
    return f"{line.label}: {'; '.join([*dots, *instead, *filter(None, [line.verdict])])}"
