"""Who is expected, who is here, who has not answered."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from community.core.among import among
from community.live.selectors import once_a_moment
from community.meetings.models import Attendance, Invitation, Meeting
from community.meetings.standing import COLLEAGUE, GUEST, MEMBER
from community.people.models import (
    Community,
    Group,
    Membership,
    MembershipQuerySet,
    Person,
)
from community.people.rules import is_staff


def groups_of(meeting: Meeting) -> QuerySet[Group]:
    """The groups that meet: the one it counts for, and those it is joint with."""
    return Group.objects.filter(Q(pk=meeting.group_id) | Q(joint_meetings=meeting))


def seats_at(meeting: Meeting) -> MembershipQuerySet:
    """The places in the groups that meet as of the meeting's day, candidates and alumni too."""
    day = meeting.roster_day
    if day is None:
        return Membership.objects.none()
    return Membership.objects.on(day).filter(group__in=groups_of(meeting).values("pk"))


def roster_of(meeting: Meeting) -> QuerySet[Person] | None:
    """The members of the groups that meet, as of the meeting's day.

    None when nobody knows: a record from elsewhere counts heads and names nobody.
    """
    if meeting.source or meeting.roster_day is None:
        return None
    seats = seats_at(meeting).filter(status__in=Membership.SEATED)
    return Person.objects.filter(pk__in=seats.values("person")).order_by("display_name", "pk")


def belongs(meeting: Meeting, person: Person) -> bool:
    """Whether ``person`` had a seat in a group that meets, on the meeting's day."""
    return seats_at(meeting).filter(person=person, status__in=Membership.SEATED).exists()


def standing_of(meeting: Meeting, person: Person) -> str | None:
    """As whom ``person`` comes to ``meeting``: a word of ``meetings.standing``, or None for strangers."""
    return standings(meeting, [person])[0]


def standings(meeting: Meeting, people: Sequence[Person]) -> list[str | None]:
    """The same for many people, in their order. Two queries, and one for each whose roles are not known."""
    keys = [person.pk for person in people]
    places: dict[int, set[str]] = defaultdict(set)
    seats = seats_at(meeting).filter(among("person", keys))
    for person_id, status in seats.values_list("person_id", "status"):
        places[person_id].add(status)
    asked = dict[int, str]()
    if not meeting.members_only:
        extra = Invitation.objects.filter(among("person", keys), meeting=meeting).exclude(standing="member")
        asked = dict(extra.values_list("person_id", "standing"))
    return [
        _standing(places[person.pk], works=is_staff(person), asked=asked.get(person.pk, ""), at=meeting)
        if person.community_id == meeting.group.community_id
        else None
        for person in people
    ]


def _standing(places: set[str], *, works: bool, asked: str, at: Meeting) -> str | None:
    if not places.isdisjoint(Membership.SEATED):
        return MEMBER
    if at.members_only:
        return None
    if works or Membership.Status.CANDIDATE in places or asked == Invitation.Standing.CANDIDATE:
        return COLLEAGUE
    return GUEST if asked else None


def present(meeting: Meeting) -> QuerySet[Person]:
    """Everyone who checked in, members and staff, in the order of their names."""
    here = Attendance.objects.filter(meeting=meeting)
    return Person.objects.filter(pk__in=here.values("person")).order_by("display_name", "pk")


def members_present(meeting: Meeting) -> QuerySet[Person]:
    """Those who checked in and were on the roster that day: the ones a quorum or a stipend counts."""
    expected = roster_of(meeting)
    return (
        present(meeting).filter(pk__in=expected.values("pk"))
        if expected is not None
        else Person.objects.none()
    )


def unanswered(meeting: Meeting) -> QuerySet[Invitation]:
    """Invitations without an answer, by name."""
    return (
        Invitation.objects.filter(meeting=meeting, answer="")
        .select_related("person")
        .order_by("person__display_name", "person_id")
    )


def running(community: Community) -> QuerySet[Meeting]:
    """Meetings of ``community`` that are planned or under way, soonest first."""
    return (
        Meeting.objects.of(community)
        .exclude(state__in=Meeting.OVER)
        .select_related("group__community")
        .order_by("starts_at", "pk")
    )


def seated_at_some(people: Sequence[Person]) -> list[Person]:
    """Those of ``people``, all of one community, who have a seat in some group today. One query."""
    if not people:
        return []
    day = people[0].community.today()
    keys = [person.pk for person in people]
    seats = Membership.objects.on(day).filter(person__in=keys, status__in=Membership.SEATED)
    seated = set(seats.values_list("person_id", flat=True))
    return [person for person in people if person.pk in seated]


def next_meeting_of(person: Person) -> Meeting | None:
    """The next planned meeting of a group in which ``person`` has a seat today, if they have it then too."""
    seats = Membership.objects.on(person.community.today()).filter(
        person=person, status__in=Membership.SEATED
    )
    groups = seats.values("group")
    coming = Meeting.objects.filter(
        Q(group__in=groups) | Q(joint_with__in=groups),
        state=Meeting.State.PLANNED,
        ends_at__gt=timezone.now(),
    )
    found = coming.select_related("group__community").order_by("starts_at", "pk")
    return next((meeting for meeting in found.distinct()[:6] if belongs(meeting, person)), None)


class Room:
    """Who is in the room now: members of that day's roster, staff and guests, and who is missing.

    Each part is read when it is asked for; only the facilitator's view asks who is missing.
    """

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    @cached_property
    def expected(self) -> int:
        roster = roster_of(self.meeting)
        return roster.count() if roster is not None else 0

    @cached_property
    def members(self) -> list[Person]:
        return list(members_present(self.meeting))

    @cached_property
    def others(self) -> list[Person]:
        return list(present(self.meeting).exclude(pk__in=[member.pk for member in self.members]))

    @property
    def attending(self) -> list[Person]:
        """Everyone who is here, members first."""
        return self.members + self.others

    @cached_property
    def missing(self) -> list[Person]:
        """Those who said yes stand first."""
        roster = roster_of(self.meeting)
        if roster is None:
            return []
        coming = Invitation.objects.filter(meeting=self.meeting, answer=Invitation.Answer.YES)
        said_yes = set(coming.values_list("person_id", flat=True))
        away = roster.exclude(pk__in=Attendance.objects.filter(meeting=self.meeting).values("person"))
        return sorted(away, key=lambda person: person.pk not in said_yes)


@once_a_moment
def room_of(meeting: Meeting) -> Room:
    """The room as it is now. Three queries, and two more for who is missing."""
    return Room(meeting)
