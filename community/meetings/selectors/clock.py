"""The clock of an agenda, reckoned from what is stored: nothing here asks what time it is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from community.meetings.models import AgendaItem, Meeting


def mark_of(meeting: Meeting) -> str:
    """How the clock stood when a page was drawn. A press sends it back, so that one press counts once."""
    item = meeting.current_item
    since = meeting.timer_since
    return f"{item.pk}.{item.spent_seconds}.{since.timestamp() if since else ''}" if item else ""


@dataclass(frozen=True)
class Clock:
    """The time of the current item, in seconds, as of ``since`` while it runs. ``left`` below 0: over."""

    since: datetime | None
    planned: int | None
    spent: int

    @property
    def left(self) -> int | None:
        return None if self.planned is None else self.planned - self.spent

    @property
    def ends(self) -> datetime | None:
        """When its time is up, while it runs."""
        return self.since + timedelta(seconds=self.left) if self.since and self.left is not None else None

    @property
    def minutes_left(self) -> int:
        return ceil(max(self.left or 0, 0) / 60)

    @property
    def minutes_over(self) -> int:
        return -((self.left or 0) // 60) if (self.left or 0) < 0 else 0

    @property
    def minutes_spent(self) -> int:
        return ceil(self.spent / 60)


def clock_of(meeting: Meeting) -> Clock | None:
    """The clock of what is talked about; None while nothing is."""
    item = meeting.current_item
    if item is None:
        return None
    return Clock(meeting.timer_since, item.minutes and item.minutes * 60, item.spent_seconds)


def agenda_ends(meeting: Meeting, items: Iterable[AgendaItem]) -> datetime | None:
    """When the agenda ends if each item to come takes its minutes. None where no item to come has any.

    While the clock runs it is reckoned from the moment it was started, otherwise from the beginning and
    the time the items have taken.
    """
    items = list(items)
    ahead = [item for item in items if item.state == AgendaItem.State.PLANNED]
    if meeting.starts_at is None or not any(item.minutes for item in ahead):
        return None
    to_come = sum(max((item.minutes or 0) * 60 - item.spent_seconds, 0) for item in ahead)
    if meeting.timer_since is not None:
        return meeting.timer_since + timedelta(seconds=to_come)
    begun = max(meeting.starts_at, meeting.opened_at or meeting.starts_at)
    over = [item for item in items if item.state == AgendaItem.State.DONE]
    taken = sum(item.spent_seconds or (item.minutes or 0) * 60 for item in over)
    taken += sum(item.spent_seconds for item in ahead)
    return begun + timedelta(seconds=taken + to_come)


def minutes_over(meeting: Meeting, ends: datetime | None) -> int | None:
    """By how many minutes the agenda runs past the end of the meeting; 0 and below: it fits."""
    if ends is None or meeting.ends_at is None:
        return None
    return ceil((ends - meeting.ends_at).total_seconds() / 60)
