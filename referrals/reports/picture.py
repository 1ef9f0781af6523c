"""Where the dots of a release's picture stand; ``templates/reports/picture.html`` draws it.

Across, lengths are percent of the width, so that letters keep their size on any screen; down, pixels.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from referrals.equity.rules import EVERYONE
from referrals.equity.scales import Scale, scale_of
from referrals.reports.saying import cell_of, in_language, number, people_say, place_name, verdicts

LEFT, RIGHT = 1.0, 97.0
TOP, ROW = 30, 110


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
    ticks: list[Tick]
    reference: float | None
    words: str


def draw(body: Mapping[str, Any]) -> Picture | None:
    """The picture of a release: the groups that have a rate in either place. None where no rate is shown."""
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
    lines = [
        _line(group, cells, TOP + at * ROW, scale, names=names if group["key"] == EVERYONE or not at else {})
        for at, (group, cells) in enumerate(rows)
    ]
    lines = [
        line._replace(verdict=verdict_of.get(group["key"], ""))
        for line, (group, _cells) in zip(lines, rows, strict=True)
    ]
    foot = TOP + len(rows) * ROW
    city = cell_of(body, body["beside"], EVERYONE)["estimate"]
    return Picture(
        height=foot + 28,
        foot=foot,
        lines=lines,
        ticks=_ticks(scale),
        reference=None if city is None else scale.x(city),
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
    names: Mapping[str, str],
) -> Line:
    dots, instead = [], []
    for row, (kind, cell) in enumerate(cells.items()):
        y = top + 58 + 26 * row
        if cell["estimate"] is None:
            instead.append(
                (y, kind, " ".join(filter(None, (names.get(kind), state_in_words(cell["state"])))))
            )
        else:
            dots.append(_dot(kind, cell, y, scale, names.get(kind, "")))
    return Line(top + 16, in_language(group["label"]), "", dots, instead)


def state_in_words(state: str) -> str:
    """Why a count has no number."""
    return {"hidden": _("not shown"), "not recorded": _("not recorded")}.get(state, _("no rate"))


def _dot(kind: str, cell: Mapping[str, Any], y: int, scale: Scale, name: str) -> Dot:
    """Its number stands after the interval where there is room, else before it."""
    x, low, high = (scale.x(cell[end]) for end in ("estimate", "lower", "upper"))
    said = " ".join(filter(None, (name, people_say(cell["estimate"]))))
    after = high < 60 or low < 40
    return Dot(
        kind=kind,
        y=y,
        x=x,
        low=low,
        high=high,
        beyond=cell["upper"] > scale.end,
        said=said,
        said_x=min(high + 2.5, 99) if after else low - 2.5,
        anchor="start" if after and high < 75 else "end",
    )


def _described(line: Line, names: Mapping[str, str]) -> str:
    dots = [f"{names[dot.kind]} {dot.said.split()[-1]}" for dot in line.dots]
    instead = [f"{names[kind]} {words}" for _y, kind, words in line.instead]
    return f"{line.label}: {'; '.join([*dots, *instead, *filter(None, [line.verdict])])}"
