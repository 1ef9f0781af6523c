"""On which days a rule has a group meet, and at which moments: on the wall clock, whatever it does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

_MIDNIGHT = time()


class Rule(NamedTuple):
    """Every ``every`` months on the ``nth`` (-1: the last) ``day`` (Monday is 0), or, where ``nth`` is
    None, every ``every`` weeks. It counts from the first such day on or after ``first_on``."""

    every: int
    day: int
    nth: int | None
    first_on: date
    until: date | None = None

    def days(self, *, since: date, before: date) -> list[date]:
        """Its days from ``since`` on that lie before ``before``, in order."""
        coming = (day for day in self._days(before) if day >= since)
        return list(takewhile(lambda day: day < before, coming))

    def _days(self, before: date) -> Iterator[date]:
        frequency = WEEKLY if self.nth is None else MONTHLY
        on = weekday(self.day, self.nth)
        begin = datetime.combine(self.first_on, _MIDNIGHT)
        # Months are counted from the first meeting's own, not from the month of ``first_on``.
        first = next(iter(rrule(frequency, dtstart=begin, byweekday=on)))
        last = min(before, self.until) if self.until else before
        for moment in rrule(
            frequency,
            dtstart=first,
            interval=self.every,
            byweekday=on,
            until=datetime.combine(last, _MIDNIGHT),
        ):
            yield moment.date()


def moments(day: date, starts: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when to when a meeting of ``day`` lasts, as the clock on the wall of ``zone`` says.

    Where the clocks go forward in between, an end may fall before the start; then it lasts as long
    as the two times are apart.
    """
    start, end = (datetime.combine(day, clock, tzinfo=zone) for clock in (starts, ends))
    if end.astimezone(UTC) <= start.astimezone(UTC):
        lasts = datetime.combine(day, ends) - datetime.combine(day, starts)
        end = (start.astimezone(UTC) + lasts).astimezone(zone)
    return start, end


def days_earlier(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same hour on the wall, ``days`` before."""
    local = moment.astimezone(zone)
    return datetime.combine(local.date() - timedelta(days=days), local.time(), tzinfo=zone)
