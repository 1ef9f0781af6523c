"""Reading decisions: whose they are, how many have voted, who has not."""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count as Aggregate
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from advisory.decisions.models import Ballot, Decision, RollEntry
from advisory.decisions.rules import may_see
from community.live.selectors import once_a_moment
from community.meetings.models import Attendance, Meeting
from community.meetings.selectors import keeps_apart
from community.people.models import Group, Membership, Person
from community.people.rules import is_staff, runs_meetings

WHOLE = ("group__community", "meeting", "item", "result")
TWO_WEEKS = timedelta(days=14)


def seats_of(person: Person) -> QuerySet[Group]:
    """The groups ``person`` has a seat in today."""
    seats = Membership.objects.on(person.community.today()).filter(
        person=person, status__in=Membership.SEATED
    )
    return Group.objects.filter(pk__in=seats.values("group"))


def decisions_for(person: Person) -> QuerySet[Decision]:
    """The decisions ``person`` may read, newest first; drafts only for those who run meetings."""
    found = Decision.objects.of(person.community).select_related(*WHOLE)
    if not runs_meetings(person):
        found = found.exclude(state=Decision.State.DRAFT)
    if not is_staff(person):
        rolls = RollEntry.objects.filter(person=person).values("decision")
        found = found.filter(Q(group__in=seats_of(person)) | Q(pk__in=rolls))
    return found


def can_see(person: Person, decision: Decision) -> bool:
    """Whether ``person`` may read ``decision``."""
    belongs = (
        RollEntry.objects.filter(decision=decision, person=person).exists()
        or seats_of(person).filter(pk=decision.group_id).exists()
    )
    return may_see(person, decision, belongs=belongs)


def over() -> QuerySet[Decision]:
    """Open decisions whose hour has passed, by the clock of the database."""
    return Decision.objects.filter(state=Decision.State.OPEN, closes_at__lte=Now())


class Count(NamedTuple):
    """How a vote stands. ``present`` are those of the roll who take part: in the room, or by a ballot."""

    entitled: int
    present: int
    options: dict[str, int]

    @property
    def cast(self) -> int:
        return sum(self.options.values())


def count(decision: Decision) -> Count:
    """Count the roll of ``decision`` and its ballots, as stored at this moment.

    Who checks in after the hour of the vote was not there for it, even if it is counted only later.
    """
    roll = RollEntry.objects.filter(decision=decision)
    options = Counter(Ballot.objects.filter(entry__decision=decision).values_list("option", flat=True))
    takes_part = Q(ballot__isnull=False)
    if decision.meeting_id is not None:
        in_time = Q(at__lt=decision.closes_at) if decision.closes_at else Q()
        came = Attendance.objects.filter(in_time, meeting=decision.meeting_id)
        takes_part |= Q(person__in=came.values("person"))
    return Count(entitled=roll.count(), present=roll.filter(takes_part).count(), options=dict(options))


@once_a_moment
def cast_and_entitled(decision: Decision) -> tuple[int, int]:
    """How many have voted, of how many."""
    roll = RollEntry.objects.filter(decision=decision)
    counted = roll.aggregate(cast=Aggregate("ballot"), entitled=Aggregate("pk"))
    return counted["cast"], counted["entitled"]


def ballot_of(decision: Decision, person: Person) -> Ballot | None:
    """The ballot that counts for ``person`` now."""
    return (
        Ballot.objects.filter(entry__decision=decision, entry__person=person)
        .select_related("entered_by")
        .first()
    )


def voters(decision: Decision) -> QuerySet[Person]:
    """Those whose ballot counts, by name."""
    return Person.objects.filter(
        pk__in=RollEntry.objects.filter(decision=decision, ballot__isnull=False).values("person")
    )


def hands_up(decision: Decision) -> QuerySet[RollEntry]:
    """The roll's entries of those in the room, by name: whose raised hand can be written down.

    Once the meeting is over nobody is in the room any more.
    """
    here = Attendance.objects.filter(meeting=decision.meeting_id, meeting__state=Meeting.State.OPEN)
    found = RollEntry.objects.filter(decision=decision, person__in=here.values("person"))
    return found.order_by("person__display_name", "person")


def hands_to_write(decision: Decision) -> QuerySet[RollEntry]:
    """Those in the room who have not voted, then those whose hand is written down and may be corrected.

    Who voted on their own phone or by text is not among them. Each comes with its person and ballot.
    """
    own = Q(ballot__channel__in=[Ballot.Channel.TEXT, Ballot.Channel.PHONE])
    found = hands_up(decision).exclude(own).select_related("person", "ballot")
    return found.order_by(F("ballot").asc(nulls_first=True), "person__display_name", "person")


def on_board(board_id: int) -> QuerySet[Decision]:
    """The decisions of the meeting that a live board shows, newest first."""
    return Decision.objects.filter(meeting__board=board_id).select_related(*WHOLE)


def is_open_to_guests(decision: Decision) -> bool:
    """Whether a guest of its meeting may see ``decision``.

    What was opened while nothing was being talked about is not for guests of a meeting that keeps
    something from them.
    """
    if decision.item is not None:
        return not decision.item.closed_to_guests and not (decision.meeting and decision.meeting.members_only)
    return decision.meeting is None or not keeps_apart(decision.meeting)


def open_to(person: Person) -> QuerySet[Decision]:
    """Open decisions that ``person`` may vote on and has not."""
    return Decision.objects.filter(
        pk__in=RollEntry.objects.filter(
            person=person, ballot__isnull=True, decision__state=Decision.State.OPEN
        ).values("decision")
    ).exclude(closes_at__lte=Now())


def told_lately(person: Person) -> QuerySet[Decision]:
    """Decisions of the last two weeks on whose roll ``person`` was and that have a result, newest first."""
    return (
        Decision.objects.filter(roll__person=person, result__isnull=False, closed_at__gte=Now() - TWO_WEEKS)
        .select_related(*WHOLE)
        .order_by("-closed_at")
    )
