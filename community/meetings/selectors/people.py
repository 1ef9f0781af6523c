"""Who is expected, who is here, who has not answered."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.functional import cached_property

from community.live.selectors import once_a_moment
from community.meetings.models import Attendance, Invitation, Meeting
from community.people.models import Community, Membership, Person, StaffRole
from community.people.selectors import is_on_roster, roster


def roster_of(meeting: Meeting) -> QuerySet[Person] | None:
    """The group's members as of the meeting's day.

    None when nobody knows: a record from elsewhere counts heads and names nobody.
    """
    day = meeting.roster_day
    return None if meeting.source or day is None else roster(meeting.group, day)


def belongs(meeting: Meeting, person: Person) -> bool:
    """Whether ``person`` had a seat in the meeting's group on the meeting's day."""
    day = meeting.roster_day
    return day is not None and is_on_roster(person, meeting.group, day)


def seated_among(people: Sequence[Person], meeting: Meeting) -> set[int]:
    """The keys of those of ``people`` who had a seat in the meeting's group on the meeting's day."""
    day = meeting.roster_day
    if day is None:
        return set()
    seats = Membership.objects.on(day).filter(group=meeting.group, status__in=Membership.SEATED)
    return set(seats.filter(person__in=[person.pk for person in people]).values_list("person_id", flat=True))


def has_a_post(meeting: Meeting, person: Person) -> bool:
    """Whether ``person`` held a post in the backbone staff on the meeting's day."""
    day = meeting.roster_day
    return day is not None and StaffRole.objects.on(day).filter(person=person).exists()


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
        .exclude(state=Meeting.State.CLOSED)
        .select_related("group__community")
        .order_by("starts_at", "pk")
    )


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
