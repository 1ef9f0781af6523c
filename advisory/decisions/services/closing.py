"""Closing: no ballot counts any more, and the result is written once."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Coalesce, Least, Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.decisions.models import Decision, Option, Result, SealedBallot
from advisory.decisions.rules import may_run, quorum_met, tally
from advisory.decisions.selectors import count, over, papers_to_type
from advisory.decisions.services.counting import count_choices
from advisory.decisions.services.stopping import hold_alone, stop_voters
from community.core import jobs, registry
from community.core.errors import NotAllowed, Refused
from community.core.lifecycle import transition
from community.live.services import ring
from community.meetings.models import Meeting
from community.people.models import Person


def close_decision(decision: Decision, *, by: Person) -> Result:
    """End the vote and write its result; a job then texts it to those who voted.

    Raises NotAllowed for those who do not run meetings, and Refused when it is closed already, or while
    papers of a secret vote's box are not typed.
    """
    if not may_run(by, decision.group):
        raise NotAllowed(_("Only a facilitator or a coordinator can close a vote."))
    return close(decision, by=by)


@transaction.atomic
def close(decision: Decision, *, by: Person | None) -> Result:
    """The closing itself. ``by`` is None where the clock closes; a vote ends at its hour, however late."""
    # Waits for every vote that shares the lock; a vote that comes later waits for us, and then
    # reads "closed". So the count below is the last word.
    if left := papers_to_type(hold_alone(decision.pk)):
        raise Refused(
            ngettext(
                "%(count)d paper of the box is not typed yet. Type it, then close the vote.",
                "%(count)d papers of the box are not typed yet. Type them, then close the vote.",
                left,
            )
            % {"count": left}
        )
    transition(decision, "close", by=by, closed_at=Least(Coalesce("closes_at", Now()), Now()))
    decision.refresh_from_db(fields=["closed_at"])
    result = Result.objects.create(decision=decision, **what_it_came_to(decision))
    if decision.is_secret:
        shuffle(decision)
    for hook in registry.decision_closed:
        hook(decision, result)
    jobs.enqueue("advisory.decisions.jobs.tell_result", decision.pk)
    if decision.meeting is not None and decision.meeting.board_id is not None:
        ring(decision.meeting.board_id)
    return result


def what_it_came_to(decision: Decision) -> dict[str, Any]:
    """The fields of the result."""
    stands = count(decision)
    turnout = {"entitled": stands.entitled, "present": stands.present, "cast": stands.cast}
    if not decision.chooses:
        votes = tally(
            stands.options,
            entitled=stands.entitled,
            present=stands.present,
            quorum_percent=decision.quorum_percent,
            method=decision.method,
            basis=decision.quorum_basis,
        )
        return turnout | {
            "yes": votes.yes,
            "no": votes.no,
            "abstain": votes.abstain,
            "quorum_met": votes.quorum_met,
            "passed": votes.passed,
        }
    outcome = count_choices(decision)
    met = quorum_met(**turnout, percent=decision.quorum_percent, basis=decision.quorum_basis)
    return turnout | {
        "abstain": stands.options.get(Option.ABSTAIN, 0),
        "quorum_met": met,
        "passed": met and bool(outcome.winners),
        "count": outcome.printed,
        "winners": outcome.winners,
    }


def shuffle(decision: Decision) -> None:
    """Write the sealed ballots anew, all in this transaction and in the order of their random keys."""
    sealed = list(SealedBallot.objects.filter(decision=decision).order_by("pk"))
    SealedBallot.objects.filter(decision=decision).delete()
    SealedBallot.objects.bulk_create(sealed)


def close_if_over(decision_id: int) -> bool:
    """Close a decision whose hour has passed, if nobody has; says whether this call did.

    The first question takes no lock: pages ask it at every look, and must not hold up the voters.
    """
    return over().filter(pk=decision_id).exists() and close_if_open(decision_id)


@transaction.atomic
def close_if_open(decision_id: int) -> bool:
    """Close a decision unless somebody else just has; says whether this call did.

    While papers of its box are not typed it stays as it is: its hour keeps further votes out, and whoever
    typed the last one closes it.
    """
    decision = hold_alone(decision_id)
    if decision.state != Decision.State.OPEN or papers_to_type(decision):
        return False
    close(decision, by=None)
    return True


def close_with_meeting(meeting: Meeting, by: Person | None) -> None:
    """A vote that nobody gave an hour ends with its meeting. Called in the transaction that closes it.

    Where papers of its box are not typed only its hour ends: nobody votes any more, and it is closed later.

    All of them are held before the first rings: whoever votes holds the decision and then rings the
    board, so everybody takes the two in that order.
    """
    left_open = Decision.objects.filter(meeting=meeting, state=Decision.State.OPEN, closes_at__isnull=True)
    stop_voters(*left_open.values_list("pk", flat=True))
    held = left_open.select_for_update(of=("self",)).order_by("pk")
    for decision in list(held.select_related("group__community", "meeting")):
        if papers_to_type(decision):
            Decision.objects.filter(pk=decision.pk).update(closes_at=Now())
        else:
            close(decision, by=by)
