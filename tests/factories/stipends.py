"""Stipends for tests: a closed meeting at a rate, a fund to pay from, and the hands money passes through."""

from datetime import date
from typing import Any, NamedTuple

from advisory.ledger.models import Fund
from advisory.ledger.rules import USES
from advisory.ledger.services import Grant, open_fund
from advisory.stipends.models import Rate, Stipend
from advisory.stipends.rules import REFUNDS
from advisory.stipends.services import set_rate
from community.meetings.services import check_in, close_meeting
from community.models import Community, Meeting, Person
from tests.factories.meetings import evening
from tests.factories.people import SINCE, staff

SEVENTY_FIVE = 7500
LONG = date(2100, 1, 1)


class Evening(NamedTuple):
    """A closed meeting and what it owes."""

    meeting: Meeting
    board: list[Person]
    coordinator: Person
    finance: Person
    stipends: list[Stipend]

    @property
    def community(self) -> Community:
        return self.meeting.group.community


def closed_evening(
    members: int = 3, *, came: int | None = None, rate: int | None = SEVENTY_FIVE, fund: int = 1_000_000_00
) -> Evening:
    """A meeting of ``members`` to which the first ``came`` (all) came, closed; at ``rate`` cents, with a
    fund of ``fund`` cents (0: none)."""
    meeting, facilitator, board = evening(members)
    community = meeting.group.community
    coordinator = staff(community, "coordinator", display_name="Ana Reyes")
    finance = staff(community, "finance", display_name="Joan Pierre")
    if fund:
        funded(community, fund, by=finance)
    if rate is not None:
        set_rate(meeting.group, amount_cents=rate, since=SINCE, by=coordinator)
    for person in board[:came]:
        check_in(meeting, person, channel="phone")
    close_meeting(meeting, by=facilitator)
    return Evening(meeting, board, coordinator, finance, owed_for(meeting))


def owed_for(meeting: Meeting) -> list[Stipend]:
    """The stipends of ``meeting``, oldest first."""
    return list(
        Stipend.objects.filter(meeting=meeting)
        .select_related("person__community", "group__community", "meeting__group")
        .order_by("pk")
    )


def funded(
    community: Community,
    cents: int,
    *,
    by: Person | None = None,
    uses: Any = USES,
    name: str = "Families lead",
    starts_on: date = SINCE,
    ends_on: date = LONG,
) -> Fund:
    """A fund of ``cents`` that pays for ``uses``."""
    grant = Grant(name, cents, starts_on, ends_on, frozenset(str(use) for use in uses))
    return open_fund(community, grant, by=by or staff(community, "finance"))


def rate_for(group: Any, cents: int, since: Any, **more: Any) -> Rate:
    """A rate that nobody in particular has set."""
    if more.get("kind") in REFUNDS:
        more.setdefault("unit", "at_most")
    return Rate.objects.create(group=group, amount_cents=cents, since=since, announced_on=since, **more)
