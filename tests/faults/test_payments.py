"""Payments that break off at every step, are begun again three times, and by many hands at once: each
stipend is paid once, the book sums to zero, and there is one text a payment."""

from collections import Counter
from typing import Any
from unittest.mock import patch

import pytest

from advisory.ledger.models import LedgerEntry
from advisory.ledger.selectors import balances
from advisory.ledger.verifying import verify
from advisory.models import Payment, PaymentLine, PaymentRun, Stipend
from advisory.payments.services import finishing, import_results, importing, running, settling, start_run
from advisory.stipends.services import approve_meeting
from community.core.errors import Refused
from community.models import Message
from tests.factories.crowd import at_once
from tests.factories.payments import approved_evening, results
from tests.factories.people import staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]
SIZES = [pytest.param(10, id="small"), pytest.param(1000, id="whole", marks=pytest.mark.faults)]
HANDS = [pytest.param(8, id="small"), pytest.param(200, id="whole", marks=pytest.mark.faults)]
REPLAYS = 3
CENTS = 7500
# Each is broken off right behind what it has done.
STARTING: list[tuple[Any, str]] = [
    (running, "lock"),
    (PaymentRun.objects, "create"),
    (Payment.objects, "bulk_create"),
    (PaymentLine.objects, "bulk_create"),
    (running, "transition_all"),
    (running.audit, "record"),
]
SETTLING: list[tuple[Any, str]] = [
    (settling, "lock"),
    (settling, "check_hands"),
    (settling, "transition"),
    (settling, "transition_all"),
    (settling, "post"),
    (settling, "_write"),
    (settling, "send_text"),
]


class Crash(Exception):
    """The process ends here."""


def breaks_off(place: Any, name: str, *, at: int = 1) -> Any:
    """``place.name`` does its work, and the ``at``-th time nothing behind it happens any more."""
    real, calls = getattr(place, name), iter(range(1, at))

    def broken(*args: Any, **said: Any) -> Any:
        done = real(*args, **said)
        if next(calls, None) is None:
            raise Crash
        return done

    return patch.object(place, name, broken)


def begin(night: Any) -> PaymentRun:
    """A run, after a start broke off at every step and was pressed again three times."""
    before = PaymentRun.objects.count(), Payment.objects.count(), LedgerEntry.objects.count()
    for place, name in STARTING:
        with breaks_off(place, name), pytest.raises(Crash):
            start_run(night.community, method="check", by=night.finance)
        now = PaymentRun.objects.count(), Payment.objects.count(), LedgerEntry.objects.count()
        assert now == before, f"{name} left something behind"
        assert not Stipend.objects.filter(state="sending").exists()
    run = start_run(night.community, method="check", by=night.finance)
    for _again in range(REPLAYS - 1):
        with pytest.raises(Refused):
            start_run(night.community, method="check", by=night.finance)
    return run


def settled(act: Any, places: list[tuple[Any, str]], number: int) -> None:
    """``act`` breaks off at each of ``places``, every time further on, then is done three times more."""
    step = max(number // (len(places) + 1), 1)
    for place, name in places:
        with breaks_off(place, name, at=step), pytest.raises(Crash):
            act()
        agrees()
    for _again in range(REPLAYS):
        act()
        agrees()


def agrees() -> None:
    """Each payment is settled wholly or not at all: stipends, book and texts say the same of it."""
    paid = set(Payment.objects.filter(state="paid").values_list("pk", flat=True))
    failed = set(Payment.objects.filter(state="failed").values_list("pk", flat=True))
    lines = PaymentLine.objects.filter(stands=True).values_list("payment", "payment__state", "stipend__state")
    assert {(state, owed) for _pk, state, owed in lines} <= {("waiting", "sending"), ("paid", "paid")}
    booked = Counter(LedgerEntry.objects.filter(kind="payment").values_list("payment", flat=True))
    assert booked == dict.fromkeys(paid, 1)
    texts = Counter(
        Message.objects.filter(once_key__regex="^(paid|failed):").values_list("once_key", flat=True)
    )
    assert texts == {**{f"paid:{pk}": 1 for pk in paid}, **{f"failed:{pk}": 1 for pk in failed}}


def all_paid_once(night: Any, number: int) -> None:
    """Every stipend of ``night`` is paid by one payment, and the book says so."""
    stipends = Stipend.objects.filter(meeting=night.meeting)
    assert stipends.filter(state="paid").count() == stipends.count() == number
    standing = Counter(PaymentLine.objects.filter(stands=True).values_list("stipend", flat=True))
    assert standing == dict.fromkeys(stipends.values_list("pk", flat=True), 1)
    booked = Counter(LedgerEntry.objects.filter(kind="payment").values_list("stipend", flat=True))
    assert booked == standing
    book, spent = balances(night.community), number * CENTS
    assert (book["stipends"], book["payable"], book["cash"] + book["grant"]) == (spent, 0, -spent)
    assert sum(book.values()) == 0
    assert verify(night.community) == []


@pytest.mark.parametrize("number", SIZES)
def test_payments_that_break_off_at_every_step_are_paid_once(number):
    night = approved_evening(number)
    run = begin(night)
    payments = list(run.payments.order_by("pk"))
    lost = payments[::5]
    data = results(
        *(
            (one.key, *(("failed", "", "", "Lost") if one in lost else ("paid", "", f"{one.pk}", "")))
            for one in payments
        )
    )
    ends = [(importing, "settle_paid"), (importing, "settle_failed")]
    settled(lambda: import_results(run, data, by=night.finance), [*SETTLING, ends[0]], number)
    assert Payment.objects.filter(state="failed").count() == len(lost)
    assert Stipend.objects.filter(state="owed").count() == len(lost)

    approve_meeting(night.meeting, by=night.coordinator)
    again = begin(night)
    settled(lambda: all_of(again, night.finance), [(finishing, "settle_paid")], len(lost))
    all_paid_once(night, number)


def all_of(run: PaymentRun, by: Any) -> None:
    """Mark the rest of ``run`` paid, if any is left."""
    try:
        finishing.settle_all(run, by=by)
    except Refused:
        assert not run.payments.filter(state="waiting").exists()


@pytest.mark.parametrize(
    "number", [pytest.param(8, id="small"), pytest.param(200, marks=pytest.mark.faults, id="whole")]
)
def test_many_hands_at_once_pay_each_once(number):
    night = approved_evening(number)
    hands = [night.finance, *(staff(night.community, "finance") for _more in range(3))]
    begun = at_once([lambda by=by: start_run(night.community, method="check", by=by) for by in hands * 2])
    [run] = [answer for answer in begun if isinstance(answer, PaymentRun)]
    data = results(*((one.key, "paid", "", "", "") for one in run.payments.all()))
    acts: list[Any] = [lambda by=by: import_results(run, data, by=by) for by in hands]
    acts += [lambda by=by: all_of(run, by) for by in hands]
    at_once(acts)
    agrees()
    all_paid_once(night, number)
