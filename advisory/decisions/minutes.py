"""The decisions of a meeting, on the meeting's own page."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string

from advisory.decisions.models import Decision
from advisory.decisions.selectors import decisions_for
from advisory.decisions.words import outcome_words


def minutes(meeting: Any, person: Any) -> str:
    """What ``person`` may read of the decisions of ``meeting``, in the order they were written down."""
    found = decisions_for(person).filter(meeting=meeting).order_by("pk")
    rows = [(decision, outcome_of(decision)) for decision in found]
    return render_to_string("decisions/minutes.html", {"rows": rows}) if rows else ""


def recap_lines(meeting: Any) -> Iterable[str]:
    """What ``meeting`` decided, one sentence each, for its minutes and for the other body."""
    found = Decision.objects.filter(meeting=meeting, state=Decision.State.CLOSED)
    for decision in found.select_related("group", "result").order_by("pk"):
        yield outcome_of(decision) or decision.title


def outcome_of(decision: Decision) -> str:
    """What came of it; "" while it is not closed, and where a record gives no tally."""
    result = getattr(decision, "result", None)
    return outcome_words(decision, result) if result is not None else ""
