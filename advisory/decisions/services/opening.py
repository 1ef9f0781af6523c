"""Drafting and opening: the question, its rule, and the list of those who may vote."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision, RollEntry
from advisory.decisions.rules import may_run
from community.core import audit, jobs
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import transition
from community.live.services import ring
from community.meetings.models import Meeting
from community.messaging.services import refuse_private
from community.people.models import Group, Person
from community.people.selectors import roster

LONGEST = timedelta(days=366)


@transaction.atomic
def draft_decision(
    group: Group,
    *,
    title: str,
    threshold: str,
    by: Person,
    text: str = "",
    meeting: Meeting | None = None,
    quorum_percent: int = 50,
) -> Decision:
    """Write down a question and the rule it is decided by. Nothing of it changes later.

    ``threshold`` is one of ``Decision.Threshold``; ``quorum_percent`` is the share of the members who
    must take part, from 1 to 100. A decision with a ``meeting`` is shown on that meeting's board.
    Texts repeat the title as it is typed, so it may not tell of a child or a provider.
    """
    if not may_run(by, group):
        raise NotAllowed(_("Only a facilitator or a coordinator can write a question to vote on."))
    title = " ".join(title.split())
    if not title:
        raise BadInput(_("Write the question in a few words."))
    if len(title) > 120:
        raise BadInput(_("That title is too long for a text. Use 120 letters at most."))
    refuse_private(group.community, title)
    if not 1 <= quorum_percent <= 100:
        raise BadInput(_("The share who must take part is from 1 to 100 percent."))
    if threshold not in Decision.Threshold.values:
        raise BadInput(_("Choose how many yes it takes."))
    if meeting is not None and meeting.group_id != group.pk:
        raise BadInput(_("That meeting is of another group."))
    decision = Decision.objects.create(
        group=group,
        meeting=meeting,
        title=title,
        text=text.strip(),
        quorum_percent=quorum_percent,
        threshold=threshold,
    )
    audit.record(decision, "draft", by=by, to_state=decision.state)
    if meeting is not None and meeting.board_id is not None:
        ring(meeting.board_id)
    return decision


@transaction.atomic
def open_decision(decision: Decision, *, by: Person, closes_at: datetime | None = None) -> Decision:
    """Open the vote: freeze the roll as the group's members of today, and have each asked by text.

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
    transition(decision, "open", by=by, opened_at=now, closes_at=closes_at, item=item)
    if is_over:
        raise Refused(
            _("That meeting is over. To vote on this now, write the question again without a meeting.")
        )
    members = roster(decision.group, decision.group.community.today())
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
