"""Grants: what they may pay for, and that no fund spends more than it has."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from advisory.ledger.models import Fund, LedgerEntry
from advisory.ledger.services import Bought, Grant, change_fund, enter_bill, open_fund, take_back_bill
from advisory.ledger.verifying import verify
from advisory.stipends.services import approve_stipend
from community.core.errors import BadInput, NotAllowed, Refused
from tests.factories.people import SINCE, CommunityFactory, staff
from tests.factories.stipends import LONG, closed_evening, funded

pytestmark = pytest.mark.django_db
ALL = frozenset(("stipends", "meals", "childcare", "transport"))


def grant(**more):
    told = {"name": "Families lead", "cents": 1_000_00, "starts_on": SINCE, "ends_on": LONG, "uses": ALL}
    return Grant(**{**told, **more})


def test_a_meeting_draws_on_the_fund_that_ends_first_and_can_pay():
    night = closed_evening(3, fund=0)
    assert {stipend.fund for stipend in night.stipends} == {None}
    soon = funded(night.community, 8000, name="Soon", ends_on=datetime.date(2099, 1, 1))
    later = funded(night.community, 100_000, name="Later")
    funded(night.community, 100_000, name="No pay", uses=["meals"], ends_on=datetime.date(2098, 1, 1))
    paid_from = [approve_stipend(one, by=night.coordinator).fund for one in night.stipends]
    assert paid_from == [soon, later, later]
    left = dict(Fund.objects.values_list("name", "spent_cents"))
    assert left == {"Soon": 7500, "Later": 15000, "No pay": 0}
    assert verify(night.community) == []


def test_what_no_fund_can_pay_is_owed_all_the_same_and_not_approved():
    night = closed_evening(2, fund=10_000)
    first, second = night.stipends
    assert (first.fund is None, second.fund is None) == (False, True)
    with pytest.raises(Refused, match=r"\$25 is left, \$75 is needed"):
        approve_stipend(second, by=night.coordinator)
    change_fund(Fund.objects.get(), grant(cents=15_000), by=night.finance)
    assert approve_stipend(second, by=night.coordinator).fund == first.fund
    assert verify(night.community) == []


def test_a_fund_that_may_not_pay_members_is_refused_by_name():
    night = closed_evening(1, fund=0)
    table = funded(night.community, 100_000, name="Table", uses=["meals"])
    with pytest.raises(Refused, match="Table may not pay for this"):
        approve_stipend(night.stipends[0], by=night.coordinator, fund=table)


def test_the_database_itself_holds_what_a_fund_has():
    fund = funded(CommunityFactory(), 5000)
    for wrong in ({"spent_cents": 5001}, {"ends_on": SINCE - datetime.timedelta(days=1)}, {"name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fund.objects.filter(pk=fund.pk).update(**wrong)


def test_a_grant_grows_and_shrinks_to_what_is_spent():
    night = closed_evening(1, fund=10_000)
    fund = Fund.objects.get()
    with pytest.raises(Refused, match=r"\$75 of this fund"):
        change_fund(fund, grant(cents=7499), by=night.finance)
    for cents in (7500, 20_000, 7500):
        change_fund(fund, grant(cents=cents), by=night.finance)
    assert list(LedgerEntry.objects.filter(stipend=None).values_list("kind", flat=True)) == [
        *("granted", "cut", "granted", "cut")
    ]
    assert verify(night.community) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"cents": 0},
        {"cents": 10**14},
        {"ends_on": datetime.date(2000, 1, 1)},
        {"uses": frozenset()},
    ],
)
def test_a_grant_that_cannot_be_is_refused_in_words(wrong):
    community = CommunityFactory()
    with pytest.raises(BadInput):
        open_fund(community, grant(**wrong), by=staff(community, "finance"))
    assert not Fund.objects.exists()


def test_two_funds_of_one_name_would_be_mixed_up():
    fund = funded(CommunityFactory(), 5000)
    with pytest.raises(Refused, match="of this name"):
        funded(fund.community, 5000)
    other = funded(fund.community, 5000, name="Other")
    with pytest.raises(Refused, match="of this name"):
        change_fund(other, grant(), by=staff(fund.community, "finance"))


def test_a_bill_is_paid_and_taken_back():
    fund = funded(CommunityFactory(), 50_000, uses=["meals"])
    finance = staff(fund.community, "finance")
    dinner = Bought("meals", 20_000, "Dinner for 20")
    bill = enter_bill(fund, dinner, by=finance)
    with pytest.raises(Refused, match="today already"):
        enter_bill(fund, dinner, by=finance)
    with pytest.raises(Refused, match=r"\$300 left. This needs \$400"):
        enter_bill(fund, Bought("meals", 40_000, "A feast"), by=finance)
    with pytest.raises(Refused, match="may not pay for that"):
        enter_bill(fund, Bought("childcare", 100, "Two sitters"), by=finance)
    with pytest.raises(BadInput):
        take_back_bill(bill, by=finance, why=" ")
    for _twice in range(2):
        take_back_bill(bill, by=finance, why="Entered for another evening")
    fund.refresh_from_db()
    assert fund.spent_cents == 0
    assert list(LedgerEntry.objects.values_list("kind", flat=True)) == ["granted", "bill", "bill_back"]
    enter_bill(fund, dinner, by=finance)
    assert verify(fund.community) == []


@pytest.mark.parametrize("wrong", [{"cents": 0}, {"words": " "}, {"cents": 10**9}])
def test_a_bill_that_cannot_be_is_refused_in_words(wrong):
    fund = funded(CommunityFactory(), 50_000)
    told = {"use": "meals", "cents": 100, "words": "Juice", **wrong}
    with pytest.raises(BadInput):
        enter_bill(fund, Bought(**told), by=staff(fund.community, "finance"))


VERBS = {
    "open a fund": lambda fund, by: open_fund(fund.community, grant(name="New"), by=by),
    "change a fund": lambda fund, by: change_fund(fund, grant(), by=by),
    "enter a bill": lambda fund, by: enter_bill(fund, Bought("meals", 100, "Juice"), by=by),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["coordinator", "finance", "facilitator", "ambassador", "finance elsewhere"])
def test_who_keeps_the_funds(verb, who):
    fund = funded(CommunityFactory(), 1_000_00)
    by = staff(CommunityFactory(), "finance") if who == "finance elsewhere" else staff(fund.community, who)
    if who in ("coordinator", "finance"):
        VERBS[verb](fund, by)
    else:
        with pytest.raises(NotAllowed):
            VERBS[verb](fund, by)
