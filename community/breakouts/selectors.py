"""The groups of a meeting as they are now."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Case, When

from community.breakouts.models import BreakoutRound, Seat, SmallGroup
from community.breakouts.rules import Sitter
from community.core.prepared import Prepared
from community.live.selectors import once_a_moment
from community.meetings.models import Attendance, Meeting
from community.people.models import Group, Membership, Person


def sitters(meeting: Meeting, people: Sequence[Person]) -> list[Sitter]:
    """``people`` as they are seated, in their order. One query.

    A family is whoever has a seat in a body of families that day, in whichever group; providers, staff and
    guests are the others.
    """
    day = meeting.roster_day
    if day is None:
        return [Sitter(one.pk, False, one.language) for one in people]
    seats = Membership.objects.on(day).filter(person__in=people, status__in=Membership.SEATED)
    families = set(seats.exclude(group__kind=Group.Kind.ACTION_TEAM).values_list("person_id", flat=True))
    return [Sitter(one.pk, one.pk in families, one.language) for one in people]


def without_group(current: BreakoutRound) -> list[Person]:
    """Those who are checked in and sit in no group yet, in the order in which they came."""
    seated = Seat.objects.filter(round=current).values("person")
    came = Attendance.objects.filter(meeting=current.meeting_id).exclude(person__in=seated)
    return [one.person for one in came.select_related("person").order_by("pk")]


_ROUNDS = Prepared(
    lambda meeting: (
        BreakoutRound.objects.filter(meeting=meeting)
        .annotate(is_on=Case(When(state="open", then=1), default=0))
        .order_by("-is_on", "-pk")
    ),
    meeting=int,
)


@once_a_moment
def round_of(meeting: Meeting) -> BreakoutRound | None:
    """The round that is on, else the last one."""
    return _ROUNDS.first(meeting=meeting.pk)


class Table(NamedTuple):
    """One group as it sits: its row, and its places by name."""

    group: SmallGroup
    places: list[Seat]

    @property
    def people(self) -> list[Person]:
        return [seat.person for seat in self.places]


@once_a_moment
def tables_of(current: BreakoutRound) -> list[Table]:
    """The groups of a round by number. Two queries."""
    tables = {group.pk: Table(group, []) for group in current.groups.select_related("scribe")}
    seats = Seat.objects.filter(round=current).select_related("person")
    for seat in seats.order_by("person__display_name", "person_id"):
        tables[seat.group_id].places.append(seat)
    return list(tables.values())
