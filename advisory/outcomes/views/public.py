"""The public record, for everybody."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from advisory.outcomes.record import Row, record_of
from advisory.outcomes.words import carried_out_words, days_words
from community.core.access import door
from community.core.csv_cells import table
from community.people.models import Community

HEADINGS = [
    *("decision", "title", "group", "decided_on", "yes", "no", "not_voting", "chosen"),
    *("state", "settled_on", "promises", "promises_kept", "money_cents", "first_step_on"),
    "days_to_first_step",
]


@door(None)
def record(request: Any, slug: str) -> HttpResponse:
    """What a community's groups decided, what came of each, and how long it took."""
    community = get_object_or_404(Community, slug=slug)
    with timezone.override(community.zone):
        found = record_of(community)
        language = get_language() or ""
        shown = {
            "community": community,
            "record": found,
            "rows": [
                (row, days_words(row.days), [(step.on, step.words_in(language)) for step in row.steps])
                for row in found.rows
            ],
            "carried_out": carried_out_words(found.carried_out, found.made, found.percent),
            "median": days_words(found.median_days),
        }
        return render(request, "outcomes/record.html", shown)


@door(None)
def record_csv(request: Any, slug: str) -> HttpResponse:
    """The same numbers as a table: one decision a line; what is not recorded is an empty cell, never 0."""
    community = get_object_or_404(Community, slug=slug)
    rows = [_values(row) for row in record_of(community).rows]
    response = HttpResponse(table(HEADINGS, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="record-{community.slug}.csv"'
    return response


def _values(row: Row) -> list[Any]:
    yes, no, not_voting = row.votes or (None, None, None)
    first = row.steps[0].on if row.steps else None
    money = "; ".join(f"{cents} {currency}" for currency, cents in sorted(row.money.items()))
    return [
        *(row.key, row.title, row.group, row.decided_on, yes, no, not_voting, "; ".join(row.chosen)),
        *(row.state, row.settled_on, row.promised, row.kept, money, first, row.days),
    ]
