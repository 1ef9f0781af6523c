"""Two people press at once: one of them is told so, and the book has each line once."""

import pytest

from advisory.ledger.models import LedgerEntry
from advisory.ledger.selectors import balances
from advisory.ledger.verifying import verify
from advisory.payments.services import mark_paid, pay_meeting
from advisory.stipends.models import Stipend
from advisory.stipends.services import accrue_for, approve_meeting, approve_stipend
from community.core.errors import Refused
from community.models import Message
from tests.factories.crowd import at_once
from tests.factories.people import staff
from tests.factories.stipends import closed_evening, rate_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]


def test_two_approvers_and_two_payers():
    night = closed_evening(1)
    [stipend] = night.stipends
    others = [night.coordinator, staff(night.finance.community, "coordinator")] * 4
    said = at_once([lambda by=by: approve_stipend(stipend, by=by) for by in others])
    assert sum(isinstance(answer, Stipend) for answer in said) == 1
    assert {answer.status for answer in said if isinstance(answer, Refused)} == {409}
    payers = [night.finance, staff(night.finance.community, "finance")] * 4
    said = at_once([lambda by=by: mark_paid(stipend, by=by) for by in payers])
    assert sum(isinstance(answer, Stipend) for answer in said) == 1
    assert {answer.status for answer in said if isinstance(answer, Refused)} == {409}
    lines = LedgerEntry.objects.exclude(stipend=None)
    assert list(lines.values_list("kind", flat=True)) == ["accrual", "payment"]
    assert Message.objects.filter(person=stipend.person).count() == 2


def test_a_whole_meeting_and_its_rows_at_once():
    night = closed_evening(5)
    acts = [lambda: approve_meeting(night.meeting, by=night.coordinator)] * 3
    acts += [lambda row=row: approve_stipend(row, by=night.coordinator) for row in reversed(night.stipends)]
    at_once(acts)
    assert set(Stipend.objects.values_list("state", flat=True)) == {"approved"}
    acts = [lambda: pay_meeting(night.meeting, by=night.finance)] * 3
    acts += [lambda row=row: mark_paid(row, by=night.finance) for row in reversed(night.stipends)]
    at_once(acts)
    book = balances(night.community)
    assert (book["stipends"], book["payable"], book["cash"] + book["grant"]) == (37500, 0, -37500)
    assert verify(night.community) == []


def test_owing_at_once():
    night = closed_evening(4, rate=None)
    rate_for(night.meeting.group, 7500, night.meeting.roster_day)
    said = at_once([lambda: accrue_for(night.meeting, by=night.coordinator)] * 6)
    assert Stipend.objects.count() == LedgerEntry.objects.exclude(stipend=None).count() == 4
    assert verify(night.community) == []
    assert max(said) == 4
