"""Opening: who may vote is fixed, and so are the rules of the charter that day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from advisory.boards.selectors import rules_of
from advisory.decisions.models import Decision, RollEntry
from advisory.decisions.rules import may_run
from community.core import jobs
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import transition
from community.live.services import ring
from community.meetings.models import Meeting
from community.people.models import Person
from community.people.selectors import roster

LONGEST = timedelta(days=366)


@transaction.atomic
def open_decision(decision: Decision, *, by: Person, closes_at: datetime | None = None) -> Decision:
    """Open the vote: freeze the roll as the group's members of today, and have each asked by text.

    What the group's charter of today says of its votes is frozen with it.

    ``closes_at`` (aware) must lie ahead by the database's clock, a year at most; nobody's vote counts
    from then on.
    Raises Refused when it is open or closed already, when its meeting is over (those who came to it were
    not there for this vote, and would count as taking part), or when the group has no member.
    """
    if not may_run(by, decision.group):
        raise NotAllowed(_("Only a facilitator or a coordinator can open a vote."))
    # The meeting before the decision, in the order in which its closing holds the two.
    meeting = hold(decision.meeting_id) if decision.meeting_id is not None else None
    is_over = meeting is not None and meeting.state in Meeting.OVER
    item = meeting.current_item if meeting is not None else None
    now = Decision.objects.select_for_update(of=("self",)).annotate(now=Now()).get(pk=decision.pk).now
    if closes_at is not None and closes_at <= now:
        raise BadInput(_("That hour has passed. Choose a later one, or none."))
    if closes_at is not None and closes_at > now + LONGEST:
        raise BadInput(_("A vote is open for a year at most. Check the year."))
    day = decision.group.community.today()
    rules = rules_of(decision.group, day)
    transition(
        decision,
        "open",
        by=by,
        opened_at=now,
        closes_at=closes_at,
        item=item,
        quorum_basis=rules.quorum_basis,
        counts_recused=rules.recused_count_toward_quorum,
    )
    if is_over:
        raise Refused(
            _("That meeting is over. To vote on this now, write the question again without a meeting.")
        )
    members = roster(decision.group, day)
    entries = [RollEntry(decision=decision, person=member) for member in members]
    if not entries:
        raise Refused(_("This group has no members today, so nobody could vote."))
    RollEntry.objects.bulk_create(entries)
    jobs.enqueue("advisory.decisions.jobs.ask_the_roll", decision.pk)
    if closes_at is not None:
        jobs.enqueue_at(closes_at, "advisory.decisions.jobs.close_when_over", decision.pk)
    if decision.meeting is not None and decision.meeting.board_id is not None:
        ring(decision.meeting.board_id)
    return decision


def hold(meeting_id: int) -> Meeting:
    """Keep a meeting as it is until the caller's transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)
