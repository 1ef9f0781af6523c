"""Reading promises, who came, and what programs count."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Prefetch, Q, QuerySet

from community.meetings.models import Attendance, Meeting
from community.people.models import Community, Group, Membership, Person
from referrals.teams.models import Commitment, CountedAs, Review, SharedFigure, SharedMeasure
from referrals.teams.rules import MEETINGS_SHOWN, MONTHS_SHOWN


def team_of(community: Community) -> Group | None:
    """The community's Provider Action Team, None while there is none."""
    teams: QuerySet[Group] = Group.objects.of(community)
    return teams.filter(kind=Group.Kind.ACTION_TEAM).order_by("pk").first()


def commitments_of(team: Group) -> QuerySet[Commitment]:
    """All promises to ``team`` by organization, each with what was said of it, oldest first."""
    reviews = Review.objects.select_related("meeting__group", "said_by").order_by("pk")
    rows: QuerySet[Commitment] = Commitment.objects.filter(team=team)
    return (
        rows.select_related("organisation", "team")
        .prefetch_related(Prefetch("reviews", queryset=reviews))
        .order_by("organisation__name", "due_on", "pk")
    )


def standing(commitment: Commitment) -> list[Review]:
    """What stands of each meeting: its last line, in the order of the meetings' reviews."""
    last: dict[int, Review] = {}
    for review in commitment.reviews.all():
        last.pop(review.meeting_id, None)
        last[review.meeting_id] = review
    return list(last.values())


def commitments_at(meeting: Meeting) -> list[tuple[Commitment, Review | None]]:
    """The promises that are looked at in ``meeting``, with what was said there: the open ones while it is
    not over, and whatever was spoken of. Two queries, one where no team meets."""
    here = Q(team=meeting.group_id) | Q(team__in=meeting.joint_with.values("pk"))
    spoken_of = Q(reviews__meeting=meeting)
    wanted = spoken_of if meeting.state in Meeting.OVER else spoken_of | Q(state=Commitment.State.OPEN)
    reviews = Review.objects.filter(meeting=meeting).order_by("pk")
    rows = (
        Commitment.objects.filter(here, wanted)
        .distinct()
        .select_related("organisation")
        .prefetch_related(Prefetch("reviews", queryset=reviews))
        .order_by("organisation__name", "due_on", "pk")
    )
    return [(row, next(iter(standing(row)), None)) for row in rows]


def boards_of(team: Group, meeting: Meeting | None = None) -> list[int]:
    """The boards that show the promises to ``team``: those of its meetings to come, and of ``meeting``."""
    meetings = Meeting.objects.filter(Q(group=team) | Q(joint_with=team), board__isnull=False)
    shown = ~Q(state__in=Meeting.OVER) | Q(pk=meeting.pk if meeting else None)
    return sorted(set(meetings.filter(shown).values_list("board", flat=True)))


def meeting_for(team: Group) -> Meeting | None:
    """The meeting at which promises are looked at next: the one under way or to come, else the last one."""
    meetings: QuerySet[Meeting] = Meeting.objects.filter(Q(group=team) | Q(joint_with=team)).distinct()
    ahead = meetings.filter(state__in=[Meeting.State.OPEN, Meeting.State.PLANNED])
    return ahead.order_by("starts_at", "pk").first() or held(team).first()


def held(team: Group) -> QuerySet[Meeting]:
    """Meetings of ``team`` that took place, latest first."""
    meetings: QuerySet[Meeting] = Meeting.objects.filter(Q(group=team) | Q(joint_with=team)).distinct()
    return meetings.filter(state=Meeting.State.CLOSED).order_by("-month", "-number")


@dataclass(frozen=True)
class Came:
    """How many of one organization, or of one program, came to each meeting shown; None: not recorded."""

    organisation: str
    program: str
    seats: int
    counts: list[int | None]


def attendance_of(team: Group) -> tuple[list[Meeting], list[Came]]:
    """The last meetings, latest first, and who came by organization and program. Five queries."""
    meetings = list(held(team).select_related("group")[:MEETINGS_SHOWN])
    counted = (
        Attendance.objects.filter(meeting__in=meetings)
        .order_by()
        .values("meeting", "person__organisation", "person__program")
        .annotate(many=Count("person", distinct=True))
    )
    came: dict[tuple[int | None, int | None], dict[int, int]] = defaultdict(dict)
    for row in counted:
        came[row["person__organisation"], row["person__program"]][row["meeting"]] = row["many"]
    # Of a meeting without a single line nobody wrote down who came.
    recorded = {row["meeting"] for row in counted}
    seats: dict[tuple[int | None, int | None], list[Person]] = defaultdict(list)
    on_team = Membership.objects.on(team.community.today()).filter(group=team, status__in=Membership.SEATED)
    for seat in on_team.select_related("person__organisation", "person__program"):
        seats[seat.person.organisation_id, seat.person.program_id].append(seat.person)
    rows = [
        Came(
            organisation=people[0].organisation.name if people[0].organisation else "",
            program=people[0].program.name if people[0].program else "",
            seats=len(people),
            counts=[came[key].get(one.pk, 0) if one.pk in recorded else None for one in meetings],
        )
        for key, people in seats.items()
    ]
    return meetings, sorted(rows, key=lambda row: (row.organisation, row.program))


def months_until(today: date) -> list[date]:
    """The first days of the months shown, latest first; the month under way is not over and not shown."""
    first = today.replace(day=1)
    return [first - relativedelta(months=ago) for ago in range(1, MONTHS_SHOWN + 1)]


@dataclass(frozen=True)
class Counted:
    """One program's line under a measure: its own name for it, and its count by month; None: not recorded."""

    source: CountedAs
    counts: list[int | None]


@dataclass(frozen=True)
class MeasureTable:
    """A measure with its programs. A sum is said only where every program has recorded its month."""

    measure: SharedMeasure
    months: list[date]
    lines: list[Counted]

    @property
    def sums(self) -> list[int | None]:
        return [_sum(column) for column in zip(*(line.counts for line in self.lines), strict=True)]

    @property
    def recorded(self) -> list[int]:
        """How many programs recorded each month."""
        columns = zip(*(line.counts for line in self.lines), strict=True)
        return [sum(count is not None for count in column) for column in columns]

    @property
    def foot(self) -> list[tuple[date, int | None, int]]:
        return list(zip(self.months, self.sums, self.recorded, strict=True)) if self.lines else []


def _sum(counts: Iterable[int | None]) -> int | None:
    known = list(counts)
    return None if None in known else sum(count for count in known if count is not None)


def measures_of(community: Community) -> list[MeasureTable]:
    """Each measure that is asked for now, with what programs counted. Three queries."""
    months = months_until(community.today())
    measures = (
        SharedMeasure.objects.of(community)
        .filter(retired_on=None)
        .prefetch_related(
            Prefetch("sources", queryset=CountedAs.objects.select_related("program__organisation", "measure"))
        )
    )
    by_source = figures_by_source(community, months)
    return [
        MeasureTable(
            measure,
            months,
            [
                Counted(source, [by_source.get((source.pk, month)) for month in months])
                for source in measure.sources.all()
            ],
        )
        for measure in measures
    ]


def figures_by_source(community: Community, months: list[date]) -> dict[tuple[int, date], int]:
    """The count that stands for each source and month."""
    rows = SharedFigure.objects.of(community).filter(month__in=months).order_by("pk")
    return {(row.source_id, row.month): row.count for row in rows}


def own_sources(person: Person) -> list[CountedAs]:
    """What the programs of ``person``'s organization count for measures that are asked for now."""
    rows = CountedAs.objects.of(person.community).filter(
        program__organisation=person.organisation_id, measure__retired_on=None
    )
    return list(rows.select_related("measure", "program"))
