"""When people came, and who could still be added from the paper list."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q, QuerySet

from community.meetings.models import Attendance, Invitation, Meeting
from community.meetings.rules import Lateness, lateness
from community.meetings.selectors.people import seats_at
from community.people.models import Membership, Person, StaffRole


class Arrival(NamedTuple):
    """One person who came, and how that stands to the charter's rule."""

    attendance: Attendance
    lateness: Lateness


def arrivals_of(meeting: Meeting) -> list[Arrival]:
    """Everyone who checked in, by name. One query."""
    rows = Attendance.objects.filter(meeting=meeting).select_related("person", "recorded_by")
    return [
        Arrival(row, lateness(row.at, meeting.starts_at, meeting.grace_minutes))
        for row in rows.order_by("person__display_name", "person_id")
    ]


def punctuality(arrivals: Sequence[Arrival]) -> dict[Lateness, int]:
    """How many came on time, within the grace, after it, and at a time nobody recorded."""
    return Counter(arrival.lateness for arrival in arrivals)


def on_paper(meeting: Meeting) -> QuerySet[Person]:
    """Those who may have signed the paper list and are not checked in: places in the groups that meet,
    and unless it is for members only, the staff of that day and those who were asked besides."""
    day = meeting.roster_day
    if day is None or meeting.source:
        return Person.objects.none()
    seated = seats_at(meeting).filter(status__in=Membership.SEATED)
    expected = Q(pk__in=seated.values("person"))
    if not meeting.members_only:
        candidates = seats_at(meeting).filter(status=Membership.Status.CANDIDATE)
        posts = StaffRole.objects.on(day).filter(person__community=meeting.group.community_id)
        asked = Invitation.objects.filter(meeting=meeting)
        expected |= Q(pk__in=candidates.values("person"))
        expected |= Q(pk__in=posts.values("person")) | Q(pk__in=asked.values("person"))
    here = Attendance.objects.filter(meeting=meeting)
    return (
        Person.objects.filter(expected, community=meeting.group.community_id)
        .exclude(pk__in=here.values("person"))
        .order_by("display_name", "pk")
    )
