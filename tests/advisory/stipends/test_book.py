"""The book: over any evening, whatever is pressed how often, it sums to zero and says what is owed."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from advisory.stipends.models import LedgerEntry, Stipend
from advisory.stipends.selectors import balances, months, unpaid_meetings
from advisory.stipends.services import (
    accrue_for,
    approve_meeting,
    approve_stipend,
    mark_paid,
    pay_meeting,
)
from community.core.errors import Refused
from community.core.owned import Unchangeable
from tests.factories.stipends import closed_evening

MEMBERS = 4
PRESSES = st.lists(
    st.tuples(
        st.sampled_from(["accrue", "approve", "pay", "approve all", "pay all"]),
        st.integers(0, MEMBERS - 1),
        st.sampled_from(["coordinator", "finance"]),
    ),
    max_size=25,
)


def press(night, deed: str, place: int, who: str) -> None:
    """One press of one button, refused or not."""
    by = getattr(night, who)
    stipend = night.stipends[place] if place < len(night.stipends) else None
    try:
        if deed == "accrue":
            accrue_for(night.meeting, by=by)
        elif deed.endswith("all"):
            {"approve all": approve_meeting, "pay all": pay_meeting}[deed](night.meeting, by=by)
        elif stipend is not None:
            {"approve": approve_stipend, "pay": mark_paid}[deed](stipend, by=by)
    except Refused:
        pass


class AnyEvening(TestCase):
    @settings(max_examples=25)
    @given(came=st.integers(0, MEMBERS), cents=st.integers(1, 100_000), presses=PRESSES)
    def test_the_book_says_what_the_stipends_say(self, came, cents, presses):
        night = closed_evening(MEMBERS, came=came, rate=cents)
        for deed, place, who in presses:
            press(night, deed, place, who)
            book = balances(night.meeting.group.community)
            states = list(Stipend.objects.filter(meeting=night.meeting).values_list("state", flat=True))
            assert sum(book.values()) == 0
            assert len(states) == came
            assert book["expense"] == came * cents
            assert -book["cash"] == states.count("paid") * cents
            assert -book["payable"] == (came - states.count("paid")) * cents


@pytest.mark.django_db
def test_the_book_is_only_ever_added_to():
    closed_evening(1)
    with pytest.raises(Unchangeable):
        LedgerEntry.objects.update(amount_cents=1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE advisory_ledgerentry SET amount_cents = 1")
    with pytest.raises(Unchangeable):
        LedgerEntry.objects.get().delete()


@pytest.mark.django_db
def test_a_month_ends_at_midnight_where_the_community_lives():
    night = closed_evening(2)
    community = night.meeting.group.community
    first, second = night.stipends
    LedgerEntry.objects.bulk_create(
        LedgerEntry(stipend=stipend, kind="payment", debit="payable", credit="cash", amount_cents=7500, at=at)
        for stipend, at in (
            (first, datetime.datetime(2026, 8, 1, 3, 59, tzinfo=datetime.UTC)),
            (second, datetime.datetime(2026, 8, 1, 4, 0, tzinfo=datetime.UTC)),
        )
    )
    found = {row["month"].strftime("%Y-%m"): row["paid"] for row in months(community)}
    assert (found["2026-07"], found["2026-08"]) == (7500, 7500)


@pytest.mark.django_db
def test_the_book_of_another_community_stays_shut():
    closed_evening(2)
    closed_evening(2, rate=None)
    here = closed_evening(1).meeting.group.community
    assert balances(here)["expense"] == 7500
    assert [row["owed"] for row in months(here)] == [7500]
    assert unpaid_meetings(here) == []
