"""A year of earlier evenings of the demo's board: who came, what they were paid, and the bills.

The evening four weeks before last time has minutes, and is ``community.demo.minutes``'s own; here it is paid.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from advisory.ledger.models import Bill, Fund
from advisory.ledger.rules import Kind as Step
from advisory.ledger.services import Line, post
from advisory.payments.models import Payment, PaymentLine, PaymentRun
from advisory.stipends.models import Rate, Stipend, Work
from advisory.stipends.rules import Kind, Method
from advisory.stipends.services.funding import line
from community.meetings.models import Attendance, Meeting
from community.people.models import Person

EVENINGS = 12
FOUR_WEEKS = timedelta(weeks=4)
FUND_CENTS = 24_000_00
DINNER_CENTS, CARE_CENTS, FARE_CENTS = 214_50, 120_00, 5_80
# How many days after each evening its checks left: the middle one is the promise.
DAYS_TO_PAY = (12, 9, 8, 15, 9, 7, 9, 6, 10, 9, 7, 8, 9)


def seed(cast: Any) -> None:
    """Evenings up to twelve weeks ago, with a fund that has ended since."""
    first = cast.last_meeting.held_on - (EVENINGS + 1) * FOUR_WEEKS
    fund = Fund.objects.create(
        community=cast.community,
        name="First year",
        funder="Livonia Foundation",
        granted_cents=FUND_CENTS,
        starts_on=first - FOUR_WEEKS,
        ends_on=cast.last_meeting.held_on - timedelta(days=1),
    )
    granted = Line(Step.GRANTED, FUND_CENTS, f"granted:{fund.pk}:{FUND_CENTS}:0", fund.pk)
    post(cast.community, [granted], now=_at(cast, fund.starts_on))
    rates = {
        Kind.MEETING: Rate.objects.get(group=cast.board, kind=Kind.MEETING),
        Kind.TRANSPORT: Rate.objects.create(
            group=cast.board,
            kind=Kind.TRANSPORT,
            unit=Rate.Unit.AT_MOST,
            amount_cents=20_00,
            since=cast.joined,
            announced_on=cast.joined,
        ),
    }
    for place in range(EVENINGS):
        _evening(cast, fund, rates, place, first + place * FOUR_WEEKS)
    before = Meeting.objects.get(group=cast.board, number=cast.last_meeting.number - 1)
    _money(cast, fund, rates, EVENINGS, before)


def _at(cast: Any, day: date, hour: int = 18) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=cast.community.zone)


def _evening(cast: Any, fund: Fund, rates: dict[Any, Rate], place: int, day: date) -> None:
    """One evening: who came, and its money."""
    meeting = _held(cast, place, day)
    # Nobody is missing twice in a row, and two others each time have a fare to pay.
    came = [person for index, person in enumerate(cast.members) if (index + 3 * place) % 5]
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            person=person,
            at=_at(cast, day) + timedelta(minutes=index),
            channel="facilitator",
            recorded_by=cast.staff["facilitator"],
        )
        for index, person in enumerate(came)
    )
    _money(cast, fund, rates, place, meeting)


def _money(cast: Any, fund: Fund, rates: dict[Any, Rate], place: int, meeting: Meeting) -> None:
    """What an evening made owed, its bills, and its checks."""
    day, there = meeting.roster_day, Person.objects.filter(attendance__meeting=meeting)
    came = list(there.select_related("community").order_by("attendance__pk"))
    owed = [_owed(cast, fund, rates[Kind.MEETING], day, person, meeting=meeting) for person in came]
    for person in came[place % 7 : place % 7 + 2]:
        work = Work.objects.create(
            group=cast.board,
            person=person,
            kind=Kind.TRANSPORT,
            day=day,
            asked_cents=FARE_CENTS,
            entered_by=cast.staff["facilitator"],
        )
        owed.append(_owed(cast, fund, rates[Kind.TRANSPORT], day, person, work=work))
    lines = [line(Step.ACCRUAL, one, f"accrual:{one.pk}", fund_id=fund.pk) for one in owed]
    post(cast.community, [*lines, *_bills(cast, fund, meeting, day)], now=_at(cast, day, 21))
    _pay(cast, fund, owed, place, day + timedelta(days=DAYS_TO_PAY[place]))


def _held(cast: Any, place: int, day: date) -> Meeting:
    return Meeting.objects.create(
        group=cast.board,
        number=cast.last_meeting.number - 1 - EVENINGS + place,
        month=day.replace(day=1),
        held_on=day,
        starts_at=_at(cast, day),
        ends_at=_at(cast, day, 20),
        mode=Meeting.Mode.IN_PERSON,
        place=cast.last_meeting.place,
        state=Meeting.State.CLOSED,
    )


def _owed(cast: Any, fund: Fund, rate: Rate, day: date, person: Person, **source: Any) -> Stipend:
    """Owed, approved by the coordinator and paid by finance."""
    cents = FARE_CENTS if "work" in source else rate.amount_cents
    return Stipend.objects.create(
        group=cast.board,
        person=person,
        kind=rate.kind,
        day=day,
        rate=rate,
        full_cents=cents,
        amount_cents=cents,
        fund=fund,
        state=Stipend.State.PAID,
        entered_by=cast.staff["facilitator"],
        approved_by=cast.staff["coordinator"],
        approved_at=_at(cast, day + timedelta(days=3), 12),
        paid_by=cast.staff["finance"],
        paid_at=_at(cast, day + timedelta(days=5), 12),
        **source,
    )


def _bills(cast: Any, fund: Fund, meeting: Meeting, day: date) -> Iterator[Line]:
    bills = (
        (Bill.Use.MEALS, "Dinner for everybody", DINNER_CENTS),
        (Bill.Use.CHILDCARE, "Two helpers, two hours", CARE_CENTS),
    )
    for use, words, cents in bills:
        bill = Bill.objects.create(
            community=cast.community,
            fund=fund,
            meeting=meeting,
            use=use,
            words=words,
            amount_cents=cents,
            day=day,
            entered_by=cast.staff["finance"],
        )
        yield Line(Step.BILL, cents, f"bill:{bill.pk}", fund.pk, use=use, bill_id=bill.pk)


def _pay(cast: Any, fund: Fund, owed: list[Stipend], place: int, day: date) -> None:
    """One run of checks; whoever had a fare gets one check for both."""
    finance, moment = cast.staff["finance"], _at(cast, day, 12)
    run = PaymentRun.objects.create(community=cast.community, method=Method.CHECK, started_by=finance)
    PaymentRun.objects.filter(pk=run.pk).update(started_at=moment, exported_at=moment)
    lines = []
    for number, person in enumerate(dict.fromkeys(one.person for one in owed)):
        theirs = [one for one in owed if one.person == person]
        payment = Payment.objects.create(
            run=run,
            person=person,
            amount_cents=sum(one.amount_cents for one in theirs),
            state=Payment.State.PAID,
            paid_on=day,
            reference=f"Check {1001 + 30 * place + number}",
            settled_by=finance,
            settled_at=moment,
        )
        for one in theirs:
            PaymentLine.objects.create(
                payment=payment,
                stipend=one,
                amount_cents=one.amount_cents,
                waited_days=(day - one.day).days,
            )
            key = f"payment:{payment.pk}:{one.pk}"
            lines.append(line(Step.PAYMENT, one, key, fund_id=fund.pk, payment_id=payment.pk))
    post(cast.community, lines, now=moment)
