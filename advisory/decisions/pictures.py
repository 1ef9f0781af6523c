"""The result of a vote as bars; lengths are percentages of those entitled, or of the most votes."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from advisory.decisions.models import Decision, Result
from advisory.decisions.selectors import marked_by

Amount = int | Fraction

ROW = 44


class Bar(NamedTuple):
    """One row: a label, a number, and the bar below them. ``y`` values are pixels."""

    label: str
    number: Amount
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
    """Yes, no, not voting and no ballot, together everyone entitled; or what each choice got."""
    if result.winners is not None:
        return bars_of_choices(result)
    numbers = [
        (_("Yes"), result.yes or 0, "var(--go)"),
        (_("No"), result.no or 0, "var(--stop)"),
        (_("Not voting"), result.abstain, "var(--wait)"),
        (_("No ballot"), result.entitled - result.cast, "var(--edge)"),
    ]
    return Bars(
        _rows(numbers, longest=result.entitled),
        ROW * len(numbers),
        [_("Vote"), _("People")],
        [*([label, number] for label, number, _color in numbers), *_turnout(result)],
    )


def bars_of_choices(result: Result) -> Bars:
    """What each choice got in the first round, in the order of the ballot; of a budget how many marked it."""
    decision = result.decision
    choices = list(decision.choices.all())
    counts = marked_by(decision) if decision.method in Decision.BUDGETS else _first_round(result)
    numbers = [
        (
            choice.title,
            counts.get(choice.place, 0),
            "var(--go)" if choice.place in (result.winners or []) else "var(--edge)",
        )
        for choice in choices
    ]
    longest = max(number for _title, number, _color in numbers)
    return Bars(
        _rows(numbers, longest=longest or 1),
        ROW * len(numbers),
        [_("Choice"), _unit(decision)],
        [*([title, number] for title, number, _color in numbers), *_turnout(result)],
    )


def _first_round(result: Result) -> dict[int, Amount]:
    counts = (result.count or {})["rounds"][0]["counts"]
    return {int(place): Fraction(votes) for place, votes in counts.items()}


def _unit(decision: Decision) -> str:
    if decision.method == Decision.Method.SCORE:
        return _("Points")
    return _("Dots") if decision.method == Decision.Method.DOTS else _("Votes")


def _rows(numbers: Sequence[tuple[str, Amount, str]], *, longest: Amount) -> list[Bar]:
    return [
        Bar(label, number, round(float(100 * number / longest), 2), color, 16 + at * ROW, 24 + at * ROW)
        for at, (label, number, color) in enumerate(numbers)
    ]


def _turnout(result: Result) -> list[list[Any]]:
    return [
        [_("On the list"), result.entitled],
        [_("Sent a ballot"), result.cast],
        [_("Took part"), result.present],
    ]
