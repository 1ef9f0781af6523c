"""Reading decisions: whose they are, how many have voted, who has not."""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count as Aggregate
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from advisory.decisions.models import (
    Ballot,
    Choice,
    Decision,
    Option,
    Proxy,
    Recusal,
    RollEntry,
    SealedBallot,
)
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
    found = Decision.objects.of(person.community).select_related(*WHOLE).prefetch_related("choices")
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
    """How a vote of yes and no stands, or a choosing one by "abstain" and "" (all others).

    ``present`` are those of the roll who take part: in the room, or by a ballot.
    """

    entitled: int
    present: int
    options: dict[str, int]

    @property
    def cast(self) -> int:
        return sum(self.options.values())


def count(decision: Decision) -> Count:
    """Count the roll of ``decision`` and its ballots, as stored at this moment.

    Who checks in after the hour of the vote was not there for it, even if it is counted only later.
    Who stepped aside is not there for it at all, and entitled only where the charter still counts them.
    """
    roll = RollEntry.objects.filter(decision=decision)
    recused = Recusal.objects.filter(decision=decision)
    takes_part = Q(ballot__isnull=False)
    if decision.meeting_id is not None:
        in_time = Q(at__lt=decision.closes_at) if decision.closes_at else Q()
        came = Attendance.objects.filter(in_time, meeting=decision.meeting_id)
        takes_part |= Q(person__in=came.values("person"))
    present = roll.filter(takes_part).exclude(person__in=recused.values("person"))
    aside = 0 if decision.counts_recused else roll.filter(person__in=recused.values("person")).count()
    options = Counter(ballots_of(decision).values_list("option", flat=True))
    return Count(entitled=roll.count() - aside, present=present.count(), options=dict(options))


def ballots_of(decision: Decision) -> QuerySet[Ballot] | QuerySet[SealedBallot]:
    """What was voted: the ballots themselves, or the sealed ones of a secret vote, in no order of casting."""
    if decision.is_secret:
        return SealedBallot.objects.filter(decision=decision).order_by("pk")
    return Ballot.objects.filter(entry__decision=decision).order_by("receipt", "pk")


def papers_to_type(decision: Decision) -> int:
    """Of a secret vote: how many papers went into the box and are not typed yet."""
    if not decision.is_secret:
        return 0
    sealed = Ballot.objects.filter(entry__decision=decision, is_sealed=True).count()
    return sealed - SealedBallot.objects.filter(decision=decision).count()


def marked_by(decision: Decision) -> dict[int, int]:
    """How many ballots mark each choice, by its place, where ballots mark choices without more."""
    kept = ballots_of(decision).filter(marks__isnull=False).values_list("marks", flat=True)
    return Counter(place for marks in kept for place in marks or [])


def is_final(decision: Decision) -> bool:
    """Whether ``decision`` holds: it passed, was no first pass, and every body that must approve has.

    Another body approves by a decision of its own that ``ratifies`` this one; withdrawn ones do not count.
    """
    result = getattr(decision, "result", None)
    if (
        decision.state != Decision.State.CLOSED
        or decision.is_first_pass
        or result is None
        or not result.passed
    ):
        return False
    others = decision.ratifications.exclude(state__in=Decision.TAKEN_BACK)
    return all(is_final(other) for other in others.select_related("result"))


def winners_of(decision: Decision) -> list[Choice]:
    """The choices that won, in the order in which they did; none where it did not pass."""
    result = getattr(decision, "result", None)
    return result.chosen if result is not None and result.passed else []


def ratifications_of(decision: Decision, *, with_drafts: bool) -> list[Decision]:
    """The decisions of other groups that approve ``decision`` or do not; withdrawn ones do not count."""
    gone = [*Decision.TAKEN_BACK]
    if not with_drafts:
        gone += [Decision.State.DRAFT, Decision.State.DEFERRED]
    found = decision.ratifications.exclude(state__in=gone).select_related(*WHOLE)
    return list(found.order_by("pk"))


def recusals_of(decision: Decision) -> QuerySet[Recusal]:
    """Who stepped aside, by name."""
    found = Recusal.objects.filter(decision=decision).select_related("person")
    return found.order_by("person__display_name", "pk")


def objections_to(decision: Decision) -> list[tuple[str, str]]:
    """Why people object, each as (name, reason): "" for the name of a secret one, in no order of casting."""
    if decision.is_secret:
        sealed = SealedBallot.objects.filter(decision=decision, option=Option.NO)
        return [("", reason) for reason in sealed.order_by("pk").values_list("reason", flat=True)]
    open_ones = Ballot.objects.filter(entry__decision=decision, option=Option.NO)
    named = open_ones.order_by("entry__person__display_name", "pk")
    return list(named.values_list("entry__person__display_name", "reason"))


def proxies_of(decision: Decision, holder: Person) -> QuerySet[Proxy]:
    """Those who let ``holder`` vote for them, by name."""
    found = Proxy.objects.filter(decision=decision, holder=holder).select_related("giver")
    return found.order_by("giver__display_name", "pk")


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
