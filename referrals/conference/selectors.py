"""Reading conferences: whose cases they speak of, and what the week was."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.live.selectors import once_a_moment
from community.people.models import Community, Consent, Person
from referrals.conference.flows import Flow, flow_of
from referrals.conference.models import Case, Conference
from referrals.conference.rules import NEWS_DAYS
from referrals.tracking.holding import consented_in_turn
from referrals.tracking.models import Referral, Step
from referrals.tracking.states import State

WEEK = timedelta(days=7)


class Week(NamedTuple):
    """From the end of which day, what was said then and when; None where there was no conference."""

    since: date
    said: int | None
    said_at: datetime


class Quality(NamedTuple):
    """How far the numbers can be trusted."""

    agencies: int
    reporting: int
    complete: int
    stale: int


def open_referrals(community: Community) -> QuerySet[Referral]:
    found: QuerySet[Referral] = Referral.objects.of(community).exclude(state=State.CLOSED)
    return found


def speakable(community: Community) -> QuerySet[Referral]:
    """Open referrals that the parent lets the conference speak of, what is due first first."""
    found = consented_in_turn(open_referrals(community), Consent.Purpose.CONFERENCE)
    return found.order_by("due_on", "pk")


def cases_of(conference: Conference) -> QuerySet[Case]:
    """The cases of ``conference`` whose parent agrees to it now: a yes taken back takes them off at once."""
    spoken = consented_in_turn(conference.cases.all(), Consent.Purpose.CONFERENCE, child="referral__child")
    return spoken.select_related("referral__child", "referral__organisation", "referral__receiver", "owner")


def week_before(community: Community, today: date) -> Week:
    """The week up to ``today``: since the last conference, or the last seven days."""
    last = Conference.objects.of(community).filter(held_on__lt=today).first()
    if last is not None:
        return Week(last.held_on, last.active, last.counted_at)
    since = today - WEEK
    end = datetime.combine(since + timedelta(days=1), time(), tzinfo=community.zone)
    return Week(since, None, end)


def flows(community: Community, week: Week, until: date) -> Iterator[tuple[int, Flow]]:
    """Each referral about which something was written since: whatever is older stands as it was said.

    Nothing is ever written of a day to come, so what happened in the week was also written in it.
    """
    touched = Step.objects.of(community).filter(recorded_at__gt=week.said_at).values("referral")
    lines = defaultdict(list)
    for line in Step.objects.filter(referral__in=touched).iterator():
        lines[line.referral_id].append(line)
    for referral_id in sorted(lines):
        flow = flow_of(lines[referral_id], since=week.since, said_at=week.said_at, until=until)
        yield referral_id, flow


def quality_of(community: Community) -> Quality:
    """Counted over the open referrals: how many agencies write, how complete the rows are, how old."""
    lately = timezone.now() - timedelta(days=NEWS_DAYS)
    news = Step.objects.filter(referral=OuterRef("pk"), recorded_at__gt=lately)
    rows = open_referrals(community)
    told = rows.aggregate(
        complete=Count("pk", filter=~Q(source="") & ~Q(child__sex="") & Q(identified_on__isnull=False)),
        stale=Count("pk", filter=~Exists(news)),
    )
    acting = {receiver or sender for sender, receiver in rows.values_list("organisation", "receiver")}
    writing = Step.objects.of(community).filter(recorded_at__gt=lately, recorded_by__organisation__in=acting)
    return Quality(
        agencies=len(acting),
        reporting=writing.values("recorded_by__organisation").distinct().count(),
        complete=told["complete"],
        stale=told["stale"],
    )


@once_a_moment
def find_conference(board_id: int) -> Conference:
    """The conference that a board belongs to."""
    rows = Conference.objects.select_related("community", "current")
    return rows.get(board=board_id)


@once_a_moment
def cases_on(board_id: int) -> list[Case]:
    return list(cases_of(find_conference(board_id)))


def steps_of(person: Person) -> QuerySet[Case]:
    """The next steps that ``person`` took on and has not done."""
    mine = Case.objects.of(person.community).filter(owner=person, done_on=None).exclude(step="")
    return mine.order_by("due_on", "pk")
