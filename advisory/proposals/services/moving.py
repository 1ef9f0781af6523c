"""The verbs of a proposal. Each says why."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from advisory.decisions.services import draft_decision
from advisory.proposals.models import BroughtToVote, Proposal
from advisory.proposals.rules import may_run, may_settle
from advisory.proposals.selectors import may_come_back, standing_version
from advisory.proposals.services.proposing import lock_open
from community.core import jobs
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import transition
from community.meetings.models import AgendaItem, Meeting
from community.meetings.services import draft_agenda
from community.people.models import Person

TELL_JOB = "advisory.proposals.jobs.tell_author"


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Person, why: str) -> Proposal:
    """Take it back: nobody talks about it any more."""
    _check(proposal, by)
    _move(proposal, "withdraw", by=by, why=why, deferred_to=None)
    if proposal.proposed_by_id != by.pk:
        jobs.enqueue(TELL_JOB, proposal.pk)
    return proposal


@transaction.atomic
def reopen(proposal: Proposal, *, by: Person, why: str) -> Proposal:
    """Talk about it again: after it was withdrawn, or after a vote that did not say yes to it."""
    _check(proposal, by)
    # Whoever takes it to a vote holds this row too.
    locked = Proposal.objects.select_for_update(no_key=True, of=("self",)).get(pk=proposal.pk)
    if locked.state == Proposal.State.VOTING and not may_come_back(locked):
        raise Refused(_("The group votes on it, or has said yes. It cannot be talked about again now."))
    return _move(proposal, "reopen", by=by, why=why)


@transaction.atomic
def defer(proposal: Proposal, *, by: Person, meeting: Meeting, why: str) -> Proposal:
    """Put it off to a planned meeting of its group, whose agenda then has it."""
    _check_runs(proposal, by)
    if meeting.group_id != proposal.group_id:
        raise BadInput(_("That meeting is of another group."))
    # The meeting before the proposal: its agenda is drafted under the meeting's own lock.
    held = Meeting.objects.select_for_update(no_key=True, of=("self",)).get(pk=meeting.pk)
    if held.state != Meeting.State.PLANNED:
        raise BadInput(_("That meeting is not to come any more. Choose one that is."))
    _move(proposal, "defer", by=by, why=why, deferred_to=meeting)
    if AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.PLANNED).exists():
        draft_agenda(meeting, by=by)
    jobs.enqueue(TELL_JOB, proposal.pk)
    return proposal


@transaction.atomic
def take_up(proposal: Proposal, *, by: Person) -> Proposal:
    """What was put off is talked about again."""
    _check_runs(proposal, by)
    return transition(proposal, "take_up", by=by, deferred_to=None)


@transaction.atomic
def take_to_vote(proposal: Proposal, *, by: Person, title: str = "", **draft: Any) -> Decision:
    """Make a draft of a decision from the text as it stands.

    ``title`` where the question says it in other words; ``draft`` is what ``draft_decision`` takes beside
    title, text and who writes it: its method, meeting, choices and so on.
    """
    _check_runs(proposal, by)
    locked = lock_open(proposal)
    version = standing_version(locked)
    decision = draft_decision(locked.group, title=title or locked.title, text=version.text, by=by, **draft)
    BroughtToVote.objects.create(version=version, decision=decision)
    transition(proposal, "vote", by=by, deferred_to=None)
    jobs.enqueue(TELL_JOB, proposal.pk)
    return decision


def _check(proposal: Proposal, by: Person) -> None:
    if not may_settle(by, proposal):
        raise NotAllowed(_("Only whoever proposed it, or a facilitator or a coordinator, can do this."))


def _check_runs(proposal: Proposal, by: Person) -> None:
    if not may_run(by, proposal.group):
        raise NotAllowed(_("Only a facilitator or a coordinator can do this."))


def _move(proposal: Proposal, verb: str, *, by: Person, why: str, **changes: Any) -> Proposal:
    reason = " ".join(why.split())[:200]
    if not reason:
        raise BadInput(_("Say why, in a few words."))
    return transition(proposal, verb, by=by, why=reason, reason=reason, **changes)
