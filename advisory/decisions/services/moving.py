"""The verbs of a decision beside opening and closing: put off, withdraw, ask again. Each says why."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from advisory.decisions.rules import may_run
from advisory.decisions.services.closing import shuffle
from advisory.decisions.services.drafting import NewChoice, draft_decision
from advisory.decisions.services.stopping import stop_voters
from community.core import jobs
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import transition
from community.live.services import ring
from community.meetings.models import Meeting
from community.people.models import Person


@transaction.atomic
def withdraw_decision(decision: Decision, *, by: Person, why: str) -> Decision:
    """Take a question back, also while it is open: no vote counts, and those who voted are told."""
    stop_voters(decision.pk)
    _move(decision, "withdraw", by=by, why=why)
    shuffle(decision)
    jobs.enqueue("advisory.decisions.jobs.tell_withdrawn", decision.pk)
    return _rung(decision)


@transaction.atomic
def defer_decision(decision: Decision, *, by: Person, meeting: Meeting, why: str) -> Decision:
    """Put a draft off to a meeting to come, which is of the same group."""
    if meeting.group_id != decision.group_id:
        raise BadInput(_("That meeting is of another group."))
    if meeting.state in Meeting.OVER:
        raise BadInput(_("That meeting is over. Choose one to come."))
    before = decision.meeting
    _move(decision, "defer", by=by, why=why, deferred_to=meeting, meeting=meeting)
    if before is not None and before.board_id is not None:
        ring(before.board_id)
    return _rung(decision)


@transaction.atomic
def take_up_decision(decision: Decision, *, by: Person) -> Decision:
    """What was put off is a draft again."""
    if not may_run(by, decision.group):
        raise NotAllowed(_("Only a facilitator or a coordinator can do this."))
    transition(decision, "take_up", by=by)
    return _rung(decision)


@transaction.atomic
def reopen_decision(decision: Decision, *, by: Person, why: str, meeting: Meeting | None = None) -> Decision:
    """Ask a closed or withdrawn question again: a new draft with the same choices.

    The old one stays as it was. Returns the new draft. ``meeting`` is where it is asked, or None.
    """
    if decision.record_key is not None:
        raise Refused(_("This comes from a record of the past. Write a new question instead."))
    _move(decision, "reopen", by=by, why=why)
    return draft_decision(
        decision.group,
        by=by,
        title=decision.title,
        text=decision.text,
        method=decision.method,
        quorum_percent=decision.quorum_percent,
        choices=[NewChoice(one.title, one.cost_cents, one.note) for one in decision.choices.all()],
        is_secret=decision.is_secret,
        is_first_pass=decision.is_first_pass,
        ratifies=decision.ratifies,
        seats=decision.seats,
        top_mark=decision.top_mark,
        budget_cents=decision.budget_cents,
        meeting=meeting,
        reopens=decision,
    )


def refuse_while_one_stands(asked: QuerySet[Decision]) -> None:
    """Raise Refused unless each of these questions was taken back, or did not pass."""
    if asked.exclude(state__in=Decision.TAKEN_BACK).exclude(result__passed=False).exists():
        raise Refused(_("The vote still stands. Withdraw it first, on its own page."))


def _move(decision: Decision, verb: str, *, by: Person, why: str, **changes: Any) -> None:
    if not may_run(by, decision.group):
        raise NotAllowed(_("Only a facilitator or a coordinator can do this."))
    if not why.strip():
        raise BadInput(_("Say why, in a few words."))
    transition(decision, verb, by=by, why=why.strip(), **changes)


def _rung(decision: Decision) -> Decision:
    if decision.meeting is not None and decision.meeting.board_id is not None:
        ring(decision.meeting.board_id)
    return decision
