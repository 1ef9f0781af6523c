"""The clocks of the law, as days on the calendar. Pure.

- To refer: from the day somebody saw the concern, 34 CFR 303.303(a)(2)(i), 10 NYCRR 69-4.3(a).
- The plan meeting: from the referral, 34 CFR 303.310(a). Days on which the family could not, for
  exceptional circumstances, or had not consented despite documented attempts do not count, 303.310(b).
  Passing the referral on does not start it again. A child referred fewer than 45 days before the third
  birthday has no such clock and goes on to preschool special education, 10 NYCRR 69-4.2(b).
- Services: from the plan (New York's measure of timely services).
- The third birthday, after which Early Intervention ends, 34 CFR 303.21 and 303.303.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals.tracking.law import Limit, limit
from referrals.tracking.rules import third_birthday
from referrals.tracking.states import WITH_PLAN, State
from referrals.tracking.working_days import after_working_days

# From how many days before its end a clock counts as running out.
RUNS_OUT = 7
DAY = timedelta(days=1)


class Kind(models.TextChoices):
    """What has to have happened when a clock ends."""

    REFER = "refer", _("referral made")
    PLAN = "plan", _("plan meeting")
    SERVICES = "services", _("services start")
    LAST_DAYS = "last_days", _("last 45 days before the third birthday")
    THIRD_BIRTHDAY = "third_birthday", _("third birthday")
    PAUSE = "pause", _("ask if the pause is over")


# From these a birth date can be reckoned.
FROM_BIRTHDAY = (Kind.LAST_DAYS, Kind.THIRD_BIRTHDAY)


class Stop(NamedTuple):
    """Days that do not count: from the first, until the first that counts again; None while it lasts."""

    from_on: date
    until_on: date | None
    look_again_on: date | None = None


@dataclass(frozen=True)
class Facts:
    """What the clocks of one referral hang on."""

    state: str
    referred_on: date
    state_since: date
    birth_date: date
    area: str
    stops: Sequence[Stop] = ()


@dataclass(frozen=True)
class Clock:
    """What has to have happened by the end of ``due``."""

    kind: Kind
    due: date

    def days_left(self, today: date) -> int:
        """0 on the last day, negative once it is late."""
        return (self.due - today).days


def end_of(start: date, allowed: Limit) -> date:
    """The last day of a limit that starts on ``start`` and is never paused."""
    if allowed.working_days:
        return after_working_days(start, allowed.days)
    return start + allowed.days * DAY


def _merged(stops: Iterable[Stop], start: date) -> list[tuple[date, date | None]]:
    """The stops after ``start`` in order, those that touch or overlap made one."""
    merged: list[tuple[date, date | None]] = []
    for stop in sorted(stops, key=lambda stop: stop.from_on):
        first, until = max(stop.from_on, start + DAY), stop.until_on
        if until is not None and until <= first:
            continue
        if merged and (merged[-1][1] is None or first <= merged[-1][1]):
            begun, ended = merged[-1]
            merged[-1] = (begun, None if until is None or ended is None else max(ended, until))
        else:
            merged.append((first, until))
    return merged


def paused_due(start: date, days: int, stops: Iterable[Stop]) -> date | None:
    """The last of the ``days`` that count after ``start``; None while an open pause stops them."""
    due = start + days * DAY
    for first, until in _merged(stops, start):
        if first > due:
            break
        if until is None:
            return None
        due += until - first
    return due


def plan_limit(facts: Facts) -> Limit | None:
    """The limit for the plan; None for a child referred within the last days before turning three."""
    last = limit(Kind.LAST_DAYS, area=facts.area, on=facts.referred_on)
    if last is not None and third_birthday(facts.birth_date) - facts.referred_on < last.days * DAY:
        return None
    return limit(Kind.PLAN, area=facts.area, on=facts.referred_on)


def next_clock(facts: Facts) -> Clock | None:
    """The clock of an open referral that ends first; None for a closed one. A pause that lasts is to be
    looked at again, so that nobody is forgotten in it."""
    if facts.state == State.CLOSED:
        return None
    clocks = [Clock(Kind.THIRD_BIRTHDAY, third_birthday(facts.birth_date))]
    if facts.state == State.PLAN:
        allowed = limit(Kind.SERVICES, area=facts.area, on=facts.state_since)
        if allowed:
            clocks.append(Clock(Kind.SERVICES, end_of(facts.state_since, allowed)))
    elif facts.state != State.SERVICES and (allowed := plan_limit(facts)):
        due = paused_due(facts.referred_on, allowed.days, facts.stops)
        if due is not None:
            clocks.append(Clock(Kind.PLAN, due))
        else:
            asked = [stop.look_again_on for stop in facts.stops if stop.look_again_on]
            clocks.extend(Clock(Kind.PAUSE, day) for day in asked)
    return min(clocks, key=lambda clock: clock.due)


def stored_due(clock: Clock | None) -> dict[str, Any]:
    """``clock`` as the columns ``due_on`` and ``due_kind`` of a referral hold it.

    A third birthday tells the birth date, which is sealed in the database, so only its month is kept: the
    first of it, which is never too late.
    """
    if clock is None:
        return {"due_on": None, "due_kind": ""}
    due = clock.due.replace(day=1) if clock.kind == Kind.THIRD_BIRTHDAY else clock.due
    return {"due_on": due, "due_kind": clock.kind.value}


def too_late_for_plan(state: str, clock: Clock) -> bool:
    """Whether a child without a plan turns three before one is due: preschool special education is next."""
    return clock.kind == Kind.THIRD_BIRTHDAY and state not in WITH_PLAN
