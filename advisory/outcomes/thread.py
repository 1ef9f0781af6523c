"""The thread of one decision: the vote, the promises, what happened, in the order of their days."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from advisory.decisions.selectors import is_final
from advisory.decisions.words import outcome_words
from advisory.outcomes.models import Outcome
from advisory.outcomes.selectors import (
    closed_on,
    commitments_of,
    measures_of,
    money_of,
    outcome_of,
    steps_of,
)
from advisory.outcomes.words import counted_words
from community.core.words import local


@dataclass(frozen=True)
class Event:
    """One line of a thread. ``kind``: "vote", "kept" (a promise) or "step". ``on`` may be unknown."""

    on: date | None
    kind: str
    words: str


def events(decision: Decision) -> list[Event]:
    """What happened, oldest first; a day's vote before its steps."""
    found = []
    result = getattr(decision, "result", None)
    if result is not None:
        found.append(Event(closed_on(decision), "vote", outcome_words(decision, result)))
    for commitment in commitments_of(decision):
        done = commitment.action_item.done_at
        if done is not None:
            words = _("Done as promised: %(title)s") % {"title": commitment.action_item.title}
            found.append(Event(local(done).date(), "kept", words))
    language = get_language() or ""
    found += [Event(step.on, "step", step.words_in(language)) for step in steps_of(decision)]
    return sorted(found, key=lambda event: (event.on or date.min, event.kind != "vote"))


def facts(decision: Decision) -> dict[str, Any]:
    """What every page of one decision's thread shows."""
    today = decision.group.community.today()
    promises = [
        (item, item.done_at is None and item.due_on is not None and item.due_on < today)
        for item in (row.action_item for row in commitments_of(decision))
    ]
    measures = [
        (
            found,
            counted_words(found.measure, found.last),
            [_row(found.measure, row) for row in found.readings],
        )
        for found in measures_of(decision)
    ]
    outcome = outcome_of(decision)
    return {
        "decision": decision,
        "outcome": outcome,
        "is_final": is_final(decision),
        "settled": outcome.state != Outcome.State.UNDER_WAY,
        "events": events(decision),
        "promises": promises,
        "money": money_of(decision),
        "earmarks": list(decision.earmarks.all()),
        "measures": measures,
    }


def _row(measure: Any, reading: Any) -> tuple[date, str]:
    return reading.on, counted_words(measure, reading)
