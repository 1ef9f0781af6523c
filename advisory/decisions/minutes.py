"""The decisions of a meeting, on the meeting's own page."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from advisory.decisions.selectors import WHOLE, decisions_for, is_open_to_guests
from advisory.decisions.words import outcome_words, votes_words


def minutes(meeting: Any, person: Any) -> str:
    """What ``person`` may read of the decisions of ``meeting``, in the order they were written down."""
    found = decisions_for(person).filter(meeting=meeting).order_by("pk")
    rows = [(decision, outcome_of(decision)) for decision in found]
    return render_to_string("decisions/minutes.html", {"rows": rows}) if rows else ""


def recap_lines(meeting: Any) -> Iterator[str]:
    """What another body hears of the decisions of ``meeting``: those that a guest would have seen."""
    closed = Decision.objects.filter(meeting=meeting, state=Decision.State.CLOSED).select_related(*WHOLE)
    for decision in closed.order_by("pk"):
        if is_open_to_guests(decision):
            yield _told(decision)


def _told(decision: Decision) -> str:
    result = getattr(decision, "result", None)
    if result is None:
        return _('"%(title)s" was decided.') % {"title": decision.title}
    said = (
        _('"%(title)s" passed: %(votes)s.')
        if result.passed and result.quorum_met
        else _('"%(title)s" did not pass: %(votes)s.')
    )
    return said % {"title": decision.title, "votes": votes_words(result)}


def outcome_of(decision: Decision) -> str:
    """What came of it; "" while it is not closed, and where a record gives no tally."""
    result = getattr(decision, "result", None)
    return outcome_words(decision, result) if result is not None else ""
