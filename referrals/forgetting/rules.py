"""Who erases, and how long what is kept. Pure.

A parent may have the record destroyed once it is no longer needed (34 CFR 303.416); how long that is, is for
the house to say. The periods are its own, each with the day from which it holds; a new one is a new line, and
the old line stays.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from community.people.rules import is_coordinator

may_erase = is_coordinator


class Kind(StrEnum):
    """What is kept for a time of its own."""

    IDENTITY = "identity"  # name, birth date, parent, and whatever else is sealed
    TEXTS = "texts"  # what we texted about it, and what was open to answer


class Start(StrEnum):
    """From when the time counts."""

    CLOSED = "closed"
    CLOSED_AND_THREE = "closed and three"  # the later of the end of all referrals and the third birthday


class Period(NamedTuple):
    """How long one kind is kept, from ``since`` on."""

    kind: Kind
    since: date
    start: Start
    months: int


PERIODS = (
    Period(Kind.IDENTITY, date(2026, 1, 1), Start.CLOSED_AND_THREE, 36),
    Period(Kind.TEXTS, date(2026, 1, 1), Start.CLOSED, 3),
)


def period_of(kind: Kind, on: date, periods: Iterable[Period] = PERIODS) -> Period | None:
    """The period for ``kind`` that holds ``on`` that day: of those that have begun the latest; None: keep."""
    begun = [period for period in periods if period.kind == kind and period.since <= on]
    return max(begun, key=lambda period: period.since, default=None)


def is_due(period: Period, *, closed_on: date, third_birthday: date, today: date) -> bool:
    """Whether the time of one child's rows is over."""
    starts = closed_on
    if period.start == Start.CLOSED_AND_THREE:
        starts = max(closed_on, third_birthday)
    return months_after(starts, period.months) <= today


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later; where there is no such day, the next one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        year, month = divmod(year * 12 + month + 1, 12)
        return date(year, month + 1, 1)
