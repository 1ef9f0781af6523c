"""Stipends for tests: a closed meeting at a rate, and the hands money passes through."""

from typing import Any, NamedTuple

from advisory.stipends.models import Rate, Stipend
from advisory.stipends.services import set_rate
from community.meetings.services import check_in, close_meeting
from community.models import Meeting, Person
from tests.factories.meetings import evening
from tests.factories.people import SINCE, staff

SEVENTY_FIVE = 7500


class Evening(NamedTuple):
    """A closed meeting and what it owes."""

    meeting: Meeting
    board: list[Person]
    coordinator: Person
    finance: Person
    stipends: list[Stipend]


def closed_evening(members: int = 3, *, came: int | None = None, rate: int | None = SEVENTY_FIVE) -> Evening:
    """A meeting of ``members`` to which the first ``came`` (all) came, closed; at ``rate`` cents."""
    meeting, facilitator, board = evening(members)
    coordinator = staff(meeting.group.community, "coordinator", display_name="Ana Reyes")
    finance = staff(meeting.group.community, "finance", display_name="Joan Pierre")
    if rate is not None:
        set_rate(meeting.group, amount_cents=rate, since=SINCE, by=coordinator)
    for person in board[:came]:
        check_in(meeting, person, channel="phone")
    close_meeting(meeting, by=facilitator)
    owed = list(Stipend.objects.filter(meeting=meeting).select_related("person__community", "meeting__group"))
    return Evening(meeting, board, coordinator, finance, sorted(owed, key=lambda stipend: stipend.pk))


def rate_for(group: Any, cents: int, since: Any) -> Rate:
    """A rate that nobody in particular has set."""
    return Rate.objects.create(group=group, amount_cents=cents, since=since)
