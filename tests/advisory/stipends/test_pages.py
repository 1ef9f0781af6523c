"""The pages of money, and what money adds to a first page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisory.payments.models import Payment
from advisory.payments.services import mark_paid, settle_paid, start_run
from advisory.stipends import home
from advisory.stipends.models import Rate, Stipend
from advisory.stipends.services import approve_stipend
from community.meetings.services import check_in, close_meeting
from community.models import Group
from tests.factories.meetings import opened
from tests.factories.people import GroupFactory, member, signed_in, staff
from tests.factories.stipends import closed_evening

pytestmark = pytest.mark.django_db
MONEY = "/money/"
RATE = {"kind": "meeting", "role": "", "unit": "each"}


def test_a_member_sees_what_they_are_owed():
    night = closed_evening(2)
    stipend = night.stipends[0]
    browser = signed_in(stipend.person, second_factor=False)
    for state in ("owed", "approved, not paid yet", "paid"):
        assert f"$75 for meeting 31: {state}" in browser.get("/my/stipends/").text
        assert [todo.text for todo in home.todos(stipend.person)] == [f"$75 for meeting 31: {state}"]
        if state == "owed":
            approve_stipend(stipend, by=night.coordinator)
        elif state != "paid":
            mark_paid(stipend, by=night.finance)


def test_a_member_sees_what_stands_where():
    night = closed_evening(1)
    browser = signed_in(night.board[0], second_factor=False)
    assert sums_shown(browser) == ["$75", "$0", "$0", "$0"]
    next_one = opened(night.meeting.group, number=32)
    check_in(next_one, night.board[0], channel="phone")
    close_meeting(next_one, by=night.coordinator)
    approve_stipend(night.stipends[0], by=night.coordinator)
    assert sums_shown(browser) == ["$75", "$75", "$0", "$0"]
    start_run(night.community, method="check", by=night.finance)
    assert sums_shown(browser) == ["$75", "$0", "$75", "$0"]
    settle_paid(Payment.objects.get(), by=night.finance)
    assert sums_shown(browser) == ["$75", "$0", "$0", "$75"]


def sums_shown(browser) -> list[str]:
    """Owed, approved, on its way, and paid this year, as the member's page says them."""
    return re.findall(r"<dd>(.+?)</dd>", browser.get("/my/stipends/").text)


def test_a_member_sees_nobody_elses_money():
    night = closed_evening(2)
    approve_stipend(night.stipends[1], by=night.coordinator)
    shown = signed_in(night.stipends[0].person).get("/my/stipends/").text
    assert shown.count("$75 for meeting") == 1
    assert ": approved" not in shown
    assert shown.count("<dd>$0</dd>") == 3


def test_the_first_page_says_what_waits_for_whom():
    night = closed_evening(4)
    assert "4 stipends to approve" in [todo.text for todo in home.todos(night.coordinator)]
    assert list(home.todos(staff(night.finance.community, "facilitator"))) == []


def test_a_coordinator_sees_that_a_rate_is_missing_and_mends_it():
    night = closed_evening(2, rate=None)
    code = night.meeting.group.code
    said = f"No rate for {code} meeting 31, so nobody is paid for it"
    assert said in [todo.text for todo in home.todos(night.coordinator)]
    browser = signed_in(night.coordinator)
    assert said in browser.get(MONEY).text
    owe = f"{MONEY}meetings/{night.meeting.pk}/owe/"
    assert browser.post(owe).status_code == 409
    fields = {"group": night.meeting.group.pk, "dollars": "62.50", "since": "2025-01-01"}
    browser.post(reverse("rate_new"), RATE | fields)
    assert Rate.objects.get().amount_cents == 6250
    assert "Owe $62.50 to each member who came" in browser.get(MONEY).text
    browser.post(owe)
    assert Stipend.objects.count() == 2
    assert browser.post(owe).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"dollars": "0"},
        {"dollars": "-5"},
        {"dollars": "5.005"},
        {"dollars": "many"},
        {"dollars": "1000.01"},
        {"since": "soon"},
        {"group": "0"},
    ],
)
def test_a_rate_that_cannot_be_is_told_in_the_form(wrong):
    group = GroupFactory()
    browser = signed_in(staff(group.community))
    fields = RATE | {"group": group.pk, "dollars": "75", "since": "2026-01-01"} | wrong
    answer = browser.post(reverse("rate_new"), fields)
    assert (answer.status_code, "error-summary" in answer.text) == (400, True)
    assert not Rate.objects.exists()


def test_from_the_list_to_the_book():
    night = closed_evening(3)
    coordinator, finance = signed_in(night.coordinator), signed_in(night.finance)
    assert "Approve 3 for" in coordinator.get(MONEY).text
    one = f"{MONEY}{night.stipends[0].pk}/"
    assert coordinator.post(f"{one}approve/", follow=True).status_code == 200
    assert coordinator.post(f"{one}approve/").status_code == 409
    assert coordinator.post(f"{one}pay/").status_code == 403
    assert finance.post(f"{MONEY}{night.stipends[1].pk}/approve/").status_code == 403
    assert finance.post(f"{MONEY}{night.stipends[1].pk}/pay/").status_code == 409
    coordinator.post(f"{MONEY}meetings/{night.meeting.pk}/approve/")
    assert "Mark 3 paid for" in finance.get(MONEY).text
    finance.post(f"{MONEY}meetings/{night.meeting.pk}/pay/")
    shown = finance.get(MONEY, {"state": "paid"}).text
    assert "3 paid: $225" in shown
    assert coordinator.post(f"{one}pay/").status_code == 403


def test_ones_own_stipend_has_no_button():
    night = closed_evening(1)
    own = staff(night.finance.community, display_name="Own Money")
    Stipend.objects.update(person=own)
    browser = signed_in(own)
    assert "Your own: another coordinator approves it" in browser.get(MONEY).text
    answer = browser.post(f"{MONEY}{night.stipends[0].pk}/approve/")
    assert (answer.status_code, "your own stipend" in answer.text) == (403, True)


@pytest.mark.parametrize("role", ["facilitator", "ambassador", "member", "no second factor"])
def test_money_opens_to_those_who_handle_it_with_two_factors(role):
    night = closed_evening(1)
    community = night.finance.community
    if role == "no second factor":
        browser = signed_in(night.coordinator, second_factor=False)
    else:
        who = night.board[0] if role == "member" else staff(community, role)
        browser = signed_in(who)
    assert browser.get(MONEY).status_code in (302, 403)
    assert browser.post(f"{MONEY}{night.stipends[0].pk}/approve/").status_code == 403
    assert Stipend.objects.get().state == "owed"


def test_another_communitys_money_is_not_found():
    night = closed_evening(1)
    foreign = signed_in(staff(GroupFactory().community))
    assert night.board[0].display_name not in foreign.get(MONEY).text
    for address in (
        f"{night.stipends[0].pk}/approve/",
        f"{night.stipends[0].pk}/pay/",
        f"meetings/{night.meeting.pk}/approve/",
        f"meetings/{night.meeting.pk}/pay/",
        f"meetings/{night.meeting.pk}/owe/",
    ):
        assert foreign.post(MONEY + address).status_code == 404
    group = Group.objects.get(pk=night.meeting.group.pk)
    fields = RATE | {"group": group.pk, "dollars": "75", "since": "2026-01-01"}
    assert foreign.post(reverse("rate_new"), fields).status_code == 400


@pytest.mark.parametrize("address", [MONEY, "/my/stipends/"])
def test_a_page_asks_as_much_for_thirty_as_for_two(address):
    def queries(members: int) -> int:
        night = closed_evening(members)
        person = night.coordinator if address == MONEY else night.stipends[0].person
        browser = signed_in(person)
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        return len(asked)

    assert queries(2) == queries(30)


def test_a_person_without_stipends_reads_what_will_be_there():
    group = GroupFactory()
    assert "No stipends yet" in signed_in(member(group), second_factor=False).get("/my/stipends/").text


def test_a_long_list_goes_on_in_the_same_state():
    night = closed_evening(31)
    browser = signed_in(night.coordinator)
    assert 'href="?state=owed&amp;page=2"' in browser.get(f"{MONEY}?state=owed").text
    rest = browser.get(f"{MONEY}?state=owed&page=2").text
    assert 'href="?state=owed&amp;page=1"' in rest
    assert rest.count("/approve/") == 2, "the last one, and the whole meeting"
