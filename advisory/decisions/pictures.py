"""The result of a vote as bars; lengths are percentages of those entitled."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from advisory.decisions.models import Result

ROW = 44


class Bar(NamedTuple):
    """One row: a label, a number, and the bar below them. ``y`` values are pixels."""

    label: str
    number: int
    length: float
    color: str
    label_y: int
    y: int


class Bars(NamedTuple):
    """The picture, and the table beside it."""

    rows: list[Bar]
    height: int
    headings: list[str]
    table: list[list[Any]]


def bars(result: Result) -> Bars:
    """Yes, no, not voting, and those who sent no ballot: together everyone entitled."""
    numbers = [
        (_("Yes"), result.yes, "var(--go)"),
        (_("No"), result.no, "var(--stop)"),
        (_("Not voting"), result.abstain, "var(--wait)"),
        (_("No ballot"), result.entitled - result.cast, "var(--edge)"),
    ]
    rows = [
        Bar(label, number, round(100 * number / result.entitled, 2), color, 16 + at * ROW, 24 + at * ROW)
        for at, (label, number, color) in enumerate(numbers)
    ]
    table: list[list[Any]] = [
        *([label, number] for label, number, _color in numbers),
        [_("On the list"), result.entitled],
        [_("Sent a ballot"), result.cast],
        [_("Took part"), result.present],
    ]
    return Bars(rows, ROW * len(rows), [_("Vote"), _("People")], table)
