"""What holds for messages to many whoever asks: rights, sizes and months. No database."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from community.people.rules import is_coordinator, runs_meetings

may_send = runs_meetings
sets_budget = is_coordinator

# How many texts stand in the queue at once, so that an invitation need not wait behind ten thousand.
SMALLEST_CHUNK, LARGEST_CHUNK = 100, 1000


def may_handle(person: Any, broadcast: Any) -> bool:
    """Whether ``person`` may write, send and stop ``broadcast``."""
    return may_send(person) and person.community_id == broadcast.community_id


def may_approve(person: Any, broadcast: Any) -> bool:
    """Whether ``person`` may be the second one: somebody with the right who did not write it."""
    return may_handle(person, broadcast) and person.pk != broadcast.made_by_id


def chunk_for(people: int) -> int:
    """How many of a broadcast to so many people stand in the queue at once."""
    return max(SMALLEST_CHUNK, min(people // 10, LARGEST_CHUNK))


def month_of(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of the calendar month of ``now`` in ``zone``, and of the month after it (UTC)."""
    first = now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
    later = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return first.astimezone(UTC), later.astimezone(UTC)
