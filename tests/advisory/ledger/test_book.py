"""The book: over any evening, whatever is pressed how often, it sums to zero and says what is owed."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from advisory.ledger.models import Balance, Book, Fund, LedgerEntry
from advisory.ledger.selectors import balances, full_sums
from advisory.ledger.verifying import verify
from advisory.payments.models import Payment
from advisory.payments.services import mark_paid, pay_meeting, settle_failed, start_run
from advisory.stipends.models import Stipend
from advisory.stipends.selectors import months, standing
from advisory.stipends.services import (
    accrue_for,
    approve_meeting,
    approve_stipend,
    attendance_says,
    reverse_stipend,
)
from community.core.errors import Refused
from community.core.owned import Unchangeable
from community.meetings.models import Attendance
from tests.factories.stipends import closed_evening, funded

MEMBERS = 4
DEEDS = {
    "accrue": lambda night, one, by: accrue_for(night.meeting, by=by),
    "approve": lambda night, one, by: approve_stipend(one, by=by),
    "pay": lambda night, one, by: mark_paid(one, by=by),
    "approve all": lambda night, one, by: approve_meeting(night.meeting, by=by),
    "pay all": lambda night, one, by: pay_meeting(night.meeting, by=by),
    "run": lambda night, one, by: start_run(night.community, method="check", by=by),
    "fail": lambda night, one, by: settle_failed(_payment_of(one), by=by, why="came back"),
    "reverse": lambda night, one, by: reverse_stipend(one, by=by, why="a mistake"),
    "was not there": lambda night, one, by: _corrected(night, one.person, by, there=False),
    "was there": lambda night, one, by: _corrected(night, one.person, by, there=True),
    "new fund": lambda night, one, by: _one_more_fund(night, by),
}
PRESSES = st.lists(
    st.tuples(
        st.sampled_from(sorted(DEEDS)),
        st.integers(0, MEMBERS - 1),
        st.sampled_from(["coordinator", "finance"]),
    ),
    max_size=25,
)


def _payment_of(stipend):
    payment = Payment.objects.filter(lines__stipend=stipend).order_by("pk").last()
    if payment is None:
        raise Refused("none")
    return payment


def _corrected(night, person, by, *, there):
    rows = Attendance.objects.filter(meeting=night.meeting, person=person)
    if there and not rows.exists():
        Attendance.objects.create(
            meeting=night.meeting, person=person, channel="paper", at=None, recorded_by=by
        )
    elif not there:
        rows.delete()
    attendance_says(night.meeting, [person], by=by)


def _one_more_fund(night, by):
    number = Fund.objects.of(night.community).count()
    funded(night.community, 10_000_00, by=by, name=f"Fund {number}")


class AnyEvening(TestCase):
    @settings(max_examples=25)
    @given(
        came=st.integers(1, MEMBERS),
        cents=st.integers(1, 100_000),
        fund=st.integers(0, 200_000),
        presses=PRESSES,
    )
    def test_the_book_says_what_the_stipends_say(self, came, cents, fund, presses):
        night = closed_evening(MEMBERS, came=came, rate=cents, fund=fund)
        for deed, place, who in presses:
            there = list(Stipend.objects.filter(meeting=night.meeting).order_by("-pk"))
            try:
                with transaction.atomic():
                    DEEDS[deed](night, there[place % len(there)], getattr(night, who))
            except Refused:
                pass
            says_the_same(night)
        assert verify(night.community) == []


def says_the_same(night):
    """The carried balances, the whole sum and the stipends themselves agree."""
    book, carried = balances(night.community), dict.fromkeys(balances(night.community), 0)
    for (_fund, account, _currency), cents in full_sums(night.community).items():
        carried[account] += cents
    assert book == carried
    assert sum(book.values()) == 0
    owed = standing(Stipend.objects.of(night.community))
    assert book["stipends"] == sum(owed.values_list("amount_cents", flat=True))
    paid = sum(owed.filter(state="paid").values_list("amount_cents", flat=True))
    assert book["payable"] == paid - book["stipends"]
    for fund in Fund.objects.of(night.community):
        drawn = Balance.objects.filter(fund=fund, account="stipends").values_list("cents", flat=True)
        assert fund.spent_cents == sum(drawn) <= fund.granted_cents


@pytest.mark.django_db
def test_the_book_is_only_ever_added_to():
    closed_evening(1)
    with pytest.raises(Unchangeable):
        LedgerEntry.objects.update(amount_cents=1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE advisory_ledgerentry SET amount_cents = 1")
    with pytest.raises(Unchangeable):
        LedgerEntry.objects.first().delete()


@pytest.mark.django_db
def test_a_line_written_by_hand_is_found():
    night = closed_evening(2)
    last = LedgerEntry.objects.of(night.community).order_by("number").last()
    forged = LedgerEntry.objects.get(pk=last.pk)
    forged.pk, forged._state.adding = None, True
    forged.number, forged.once_key, forged.previous_hash = last.number + 1, "forged", last.hash
    forged.save()
    said = " ".join(verify(night.community))
    assert "line 4" in said
    assert "balance" in said


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["a balance", "a fund", "the last line"])
def test_a_number_carried_wrong_is_found(what):
    night = closed_evening(2)
    if what == "a balance":
        Balance.objects.filter(account="payable").update(cents=0)
    elif what == "a fund":
        Fund.objects.update(spent_cents=1)
    else:
        Book.objects.update(entries=2)
    assert len(verify(night.community)) == 1


@pytest.mark.django_db
def test_a_month_ends_at_midnight_where_the_community_lives(time_machine):
    time_machine.move_to(datetime.datetime(2026, 8, 1, 3, 59, tzinfo=datetime.UTC), tick=False)
    night = closed_evening(2)
    first, second = night.stipends
    approve_meeting(night.meeting, by=night.coordinator)
    mark_paid(first, by=night.finance)
    time_machine.move_to(datetime.datetime(2026, 8, 1, 4, 0, tzinfo=datetime.UTC), tick=False)
    mark_paid(second, by=night.finance)
    found = {row["month"].strftime("%Y-%m"): row["paid"] for row in months(night.community)}
    assert (found["2026-07"], found["2026-08"]) == (7500, 7500)


@pytest.mark.django_db
def test_the_book_of_another_community_stays_shut():
    closed_evening(2)
    closed_evening(2, rate=None)
    here = closed_evening(1).community
    assert balances(here)["stipends"] == 7500
