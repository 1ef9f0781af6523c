"""The open book, for everybody."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.statements.rules import FEWEST, Shown, place_of
from advisory.statements.selectors import Book, Promise, book_of
from advisory.statements.words import promise_words, uses_words
from community.core.access import door
from community.core.sheets import sheet
from community.core.words import money_in_words
from community.people.models import Community

USES = ("stipends", "meals", "childcare", "transport")
HEADINGS = (
    *("fund", "quarter", "budget_cents"),
    *(f"{use}_cents" for use in USES),
    *("left_cents", "more_comes_with_a_later_quarter"),
)


@door(None)
def book(request: Any, slug: str) -> HttpResponse:
    """What each fund holds and what it was spent on, quarter by quarter, and how long members waited."""
    community = get_object_or_404(Community, slug=slug)
    with timezone.override(community.zone):
        found, uses = book_of(community), uses_words()
        shown = {
            "community": community,
            "promise": _promise(found.promise),
            "fewest": FEWEST,
            "headings": [
                *(_("Quarter"), _("Budget")),
                *(uses[use][0] for use in USES),
                _("Left"),
            ],
            "uses": uses.values(),
            "funds": _funds(found, uses),
        }
        return render(request, "statements/book.html", shown)


def _promise(promise: Promise) -> str:
    return promise_words(promise.days) if promise.is_public and promise.days is not None else ""


def _funds(found: Book, uses: dict[str, tuple[str, str]]) -> list[tuple[Any, list[str], list[list[str]]]]:
    return [
        (
            one.fund,
            [uses[use][0] for use in USES if one.fund.pays(use)],
            [
                [
                    quarter_words(row.begins),
                    money_in_words(row.budget),
                    *(cell_words(row.cells[use]) for use in USES),
                    money_in_words(row.left),
                ]
                for row in one.quarters
            ],
        )
        for one in found.funds
    ]


def quarter_words(begins: Any) -> str:
    """“2026, quarter 3”."""
    return _("%(year)s, quarter %(place)d") % {"year": str(begins.year), "place": place_of(begins)}


def cell_words(cell: Shown) -> str:
    """The amount, or that some of it comes later."""
    if not cell.waits:
        return money_in_words(cell.cents)
    if not cell.cents:
        return _("with a later quarter")
    return _("%(money)s, more with a later quarter") % {"money": money_in_words(cell.cents)}


@door(None)
def book_csv(request: Any, slug: str) -> HttpResponse:
    """The same numbers as a table: a fund's quarter a line."""
    community = get_object_or_404(Community, slug=slug)
    rows = (
        [
            one.fund.name,
            f"{row.begins.year}-Q{place_of(row.begins)}",
            row.budget,
            *(
                None if row.cells[use].waits and not row.cells[use].cents else row.cells[use].cents
                for use in USES
            ),
            row.left,
            " ".join(row.waits),
        ]
        for one in book_of(community).funds
        for row in one.quarters
    )
    return sheet(f"book-{community.slug}", HEADINGS, rows)


def _cents(cell: Shown) -> int | None:
    return None if cell.waits and not cell.cents else cell.cents
