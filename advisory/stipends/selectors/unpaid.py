"""Meetings that nobody is owed anything for yet."""

from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from advisory.stipends.models import Rate, Stipend
from advisory.stipends.rules import PAID_KINDS, Kind
from advisory.stipends.selectors.rates import Rates
from community.meetings.models import Meeting
from community.meetings.selectors import with_turnout
from community.people.models import Community


class Unpaid(NamedTuple):
    """A closed meeting that members attended and that nobody is owed anything for."""

    meeting: Meeting
    rate: Rate | None


def unpaid_meetings(community: Community) -> list[Unpaid]:
    """Meetings whose members are owed nothing yet, with the rate that would apply (None: none is set).

    Three queries, whatever the number of meetings.
    """
    closed = Meeting.objects.of(community).filter(
        ~Exists(Stipend.objects.filter(meeting=OuterRef("pk"))),
        state=Meeting.State.CLOSED,
        group__kind__in=PAID_KINDS,
    )
    counted: Any = with_turnout(closed).select_related("group__community").order_by("month", "number")
    rates = Rate.objects.of(community).filter(kind=Kind.MEETING).order_by("-since", "-pk")
    by_group: dict[int, list[Rate]] = {}
    for rate in rates:
        by_group.setdefault(rate.group_id, []).append(rate)
    return [
        Unpaid(meeting, _rate(by_group.get(meeting.group_id, []), meeting))
        for meeting in counted.filter(came__gt=0)
    ]


def _rate(rates: list[Rate], meeting: Meeting) -> Rate | None:
    day = meeting.roster_day
    return None if day is None else Rates(tuple(rates)).on(day)
