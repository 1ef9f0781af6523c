"""Money that went all its way, for tests: evenings paid on the day they say, and work of any kind."""

from datetime import date
from typing import Any

from advisory.payments.models import Payment
from advisory.payments.services import mark_paid
from advisory.stipends.models import Rate, Stipend
from advisory.stipends.services import approve_stipend, enter_work
from advisory.stipends.services.working import Done
from community.meetings.services import check_in, close_meeting
from community.models import Group, Person
from tests.factories.meetings import opened
from tests.factories.people import SINCE
from tests.factories.stipends import Evening, owed_for, rate_for


def pay(stipend: Stipend, night: Evening, *, paid_on: date | None = None, **payment: Any) -> Payment:
    """Approve and pay ``stipend``, and have it paid on ``paid_on`` (today)."""
    approve_stipend(stipend, by=night.coordinator)
    mark_paid(stipend, by=night.finance)
    made = Payment.objects.get(lines__stipend=stipend, lines__stands=True)
    Payment.objects.filter(pk=made.pk).update(paid_on=paid_on or made.paid_on, **payment)
    return made


def pay_all(night: Evening, **paid: Any) -> None:
    """Pay everybody who was there."""
    for stipend in night.stipends:
        pay(stipend, night, **paid)


def another(night: Evening, people: list[Person], *, number: int) -> Evening:
    """One more closed meeting of the same board, to which ``people`` came."""
    meeting = opened(night.meeting.group, number=number)
    for person in people:
        check_in(meeting, person, channel="phone")
    close_meeting(meeting, by=night.coordinator)
    return Evening(meeting, night.board, night.coordinator, night.finance, owed_for(meeting))


def did(night: Evening, person: Person, kind: str, *, day: date, rate: int = 40_00, **done: Any) -> Stipend:
    """What ``person`` is owed for work, or for a receipt, of ``kind``."""
    group: Group = night.meeting.group
    if not Rate.objects.filter(group=group, kind=kind).exists():
        unit = "at_most" if "asked_cents" in done else "hour" if "minutes" in done else "each"
        rate_for(group, rate, SINCE, kind=kind, unit=unit)
    return enter_work(group, person, Done(kind, day, **done), by=night.finance)
