"""Who is expected, who is here, who has not answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

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


@dataclass(frozen=True)
class Room:
    """Who is in the room: members of that day's roster, the missing ones, and staff and guests."""

    members: list[Person]
    missing: list[Person]
    others: list[Person]

    @property
    def expected(self) -> int:
        return len(self.members) + len(self.missing)

    @property
    def attending(self) -> list[Person]:
        """Everyone who is here, members first."""
        return self.members + self.others


def room_of(meeting: Meeting) -> Room:
    """The room as it is now; among the missing, those who said yes stand first. Three queries."""
    expected = list(roster_of(meeting) or ())
    arrived = set(Attendance.objects.filter(meeting=meeting).values_list("person_id", flat=True))
    said_yes = set(
        Invitation.objects.filter(meeting=meeting, answer=Invitation.Answer.YES).values_list(
            "person_id", flat=True
        )
    )
    missing = [person for person in expected if person.pk not in arrived]
    strangers = arrived - {person.pk for person in expected}
    return Room(
        members=[person for person in expected if person.pk in arrived],
        missing=sorted(missing, key=lambda person: person.pk not in said_yes),
        others=list(Person.objects.filter(pk__in=strangers)) if strangers else [],
    )
