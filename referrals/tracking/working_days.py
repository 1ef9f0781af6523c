"""Working days in New York: neither Saturday, Sunday nor a public holiday. Pure.

Source of the holidays: New York General Construction Law § 24; one that falls on a Sunday is kept on the
next day, one on a Saturday is not moved. (Flag Day is always a Sunday and moves nothing.)
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)
MONDAY, THURSDAY, SUNDAY = 0, 3, 6
# Month, day, and the first year it was a holiday.
FIXED = ((1, 1, 1), (2, 12, 1), (6, 19, 2020), (7, 4, 1), (11, 11, 1), (12, 25, 1))
# Month, weekday, and which of the month (-1: the last): King, Washington, Memorial, Labor, Columbus,
# Thanksgiving.
MOVING = (
    *((1, MONDAY, 3), (2, MONDAY, 3), (5, MONDAY, -1)),
    *((9, MONDAY, 1), (10, MONDAY, 2), (11, THURSDAY, 4)),
)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    if nth < 0:
        last = (date(year, month, 28) + 4 * DAY).replace(day=1) - DAY
        return last - (last.weekday() - weekday) % 7 * DAY
    first = date(year, month, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1)) * DAY


def _holidays(year: int) -> Iterator[date]:
    for month, day, since in FIXED:
        if year >= since:
            kept = date(year, month, day)
            yield kept + DAY if kept.weekday() == SUNDAY else kept
    for month, weekday, nth in MOVING:
        yield _nth(year, month, weekday, nth)
    # Election Day: the Tuesday after the first Monday in November.
    yield _nth(year, 11, MONDAY, 1) + DAY


@lru_cache(maxsize=256)
def holidays(year: int) -> frozenset[date]:
    """The public holidays of ``year`` on the days they are kept."""
    return frozenset(_holidays(year))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


def after_working_days(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``; the day itself does not count."""
    while count:
        day += DAY
        count -= is_working_day(day)
    return day
