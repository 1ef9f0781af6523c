"""The clocks of the law, as days on the calendar. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals.tracking.rules import third_birthday
from referrals.tracking.states import WITH_PLAN, State

# From how many days before its end a clock counts as running out.
RUNS_OUT = 7
PLAN_WITHIN = timedelta(days=45)
SERVICES_WITHIN = timedelta(days=30)
TOO_LATE_FOR_PLAN = timedelta(days=45)


class Kind(models.TextChoices):
    """What has to have happened when a clock ends."""

    PLAN = "plan", _("plan meeting")
    SERVICES = "services", _("services start")
    THIRD_BIRTHDAY = "third_birthday", _("third birthday")


@dataclass(frozen=True)
class Clock:
    """What has to have happened by the end of ``due``."""

    kind: Kind
    due: date

    def days_left(self, today: date) -> int:
        """0 on the last day, negative once it is late."""
        return (self.due - today).days


def next_clock(state: str, *, referred_on: date, state_since: date, birth_date: date) -> Clock | None:
    """The clock of an open referral that ends first; None for a closed one.

    - Before the plan: the plan meeting within 45 days of the referral, 34 CFR 303.310(a). There is no
      such clock for a child referred fewer than 45 days before the third birthday, who is referred to
      preschool special education instead, 10 NYCRR 69-4.2(b).
    - With a plan: services within 30 days (New York's measure of timely services). The law counts from
      the parent's consent to the plan; we count from the day of the plan, where it is usually signed.
    - Always: the third birthday, after which Early Intervention ends, 34 CFR 303.303 and 303.21.

    Days in which the family was away or had not consented stop the 45 days (34 CFR 303.310(b)); they
    are not recorded here, so a late child is one to look at, not one to report.
    """
    if state == State.CLOSED:
        return None
    birthday = third_birthday(birth_date)
    clocks = [Clock(Kind.THIRD_BIRTHDAY, birthday)]
    if state == State.PLAN:
        clocks.append(Clock(Kind.SERVICES, state_since + SERVICES_WITHIN))
    elif state != State.SERVICES and birthday - referred_on >= TOO_LATE_FOR_PLAN:
        clocks.append(Clock(Kind.PLAN, referred_on + PLAN_WITHIN))
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
