"""How members choose to be paid: less, nothing, later; on their page and by a link without a password."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from advisory.ledger.models import LedgerEntry
from advisory.payments.selectors import ready_by_method
from advisory.stipends.models import PayWish, Stipend
from advisory.stipends.replies import pay_link
from advisory.stipends.selectors import wish_of
from advisory.stipends.services import Done, approve_meeting, enter_work, wish_for
from community.core.errors import BadInput
from community.meetings.services import check_in, close_meeting
from community.models import Person
from tests.factories.meetings import evening, opened
from tests.factories.people import SINCE, GroupFactory, member, signed_in
from tests.factories.stipends import closed_evening, funded, rate_for

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)


def an_evening_with(**wish):
    """The stipend of the one member who came and had said ``wish``."""
    meeting, facilitator, [rosa] = evening(1)
    funded(meeting.group.community, 1_000_00)
    rate_for(meeting.group, 7500, SINCE)
    wish_for(rosa, by=rosa, **({"method": "check"} | wish))
    check_in(meeting, rosa, channel="phone")
    close_meeting(meeting, by=facilitator)
    return Stipend.objects.get()


@pytest.mark.parametrize(("most", "owed", "state"), [(2000, 2000, "owed"), (9000, 7500, "owed")])
def test_less_is_owed_where_less_is_wanted(most, owed, state):
    stipend = an_evening_with(at_most_cents=most)
    assert (stipend.full_cents, stipend.amount_cents, stipend.state) == (7500, owed, state)
    assert LedgerEntry.objects.get(stipend=stipend).amount_cents == owed


def test_nothing_is_no_line_in_the_book():
    stipend = an_evening_with(at_most_cents=0)
    assert (stipend.full_cents, stipend.amount_cents, stipend.state) == (7500, 0, "waived")
    assert not LedgerEntry.objects.filter(stipend=stipend).exists()
    shown = signed_in(stipend.person, second_factor=False).get("/my/stipends/").text
    assert "Meeting 31: you chose not to be paid" in shown


def test_money_back_is_the_whole_of_it_even_so():
    group = GroupFactory()
    rosa = member(group)
    rate_for(group, 3000, SINCE, kind="meal")
    wish_for(rosa, method="cash", by=rosa, at_most_cents=0)
    stipend = enter_work(group, rosa, Done("meal", group.community.today(), asked_cents=1250), by=rosa)
    assert (stipend.amount_cents, stipend.state) == (1250, "owed")


def test_later_is_left_out_of_runs_until_its_day(time_machine):
    time_machine.move_to("2026-11-27T16:00:00Z")
    night = closed_evening(2)
    rosa = night.board[0]
    wish_for(rosa, method="cash", by=rosa, not_before=datetime.date(2026, 12, 1))
    approve_meeting(night.meeting, by=night.coordinator)
    assert list(ready_by_method(night.community, by=night.finance)) == ["check"]
    time_machine.move_to("2026-12-01T16:00:00Z")
    assert [one.person for one in ready_by_method(night.community, by=night.finance)["cash"]] == [rosa]


def test_the_latest_wish_counts_and_changes_nothing_that_is_owed():
    night = closed_evening(1)
    [stipend] = night.stipends
    wish_for(stipend.person, method="cash", by=stipend.person, at_most_cents=0)
    stipend.refresh_from_db()
    assert (stipend.amount_cents, stipend.state) == (7500, "owed")
    wish_for(stipend.person, method="check", by=stipend.person)
    assert wish_of(stipend.person).of(7500) == 7500


@pytest.mark.parametrize("wrong", [{"method": "gold"}, {"at_most_cents": -1}, {"at_most_cents": 100_001}])
def test_a_wish_that_cannot_be_is_refused(wrong):
    rosa = member(GroupFactory())
    today = rosa.community.today()
    with pytest.raises(BadInput):
        wish_for(rosa, by=rosa, **({"method": "check"} | wrong))
    for day in (today, today + 3 * 366 * A_DAY):
        with pytest.raises(BadInput):
            wish_for(rosa, by=rosa, method="check", not_before=day)


@pytest.mark.parametrize(
    ("sent", "kept", "said"),
    [
        ({"much": "whole"}, None, "You are paid by gift card, all of it, when it is approved."),
        ({"much": "less", "dollars": "20.50"}, 2050, "at most $20.50 each time, when it is approved."),
        ({"much": "nothing"}, 0, "You chose not to be paid."),
    ],
)
@pytest.mark.parametrize("way", ["page", "link"])
def test_a_choice_is_kept_and_said_back(sent, kept, said, way):
    rosa = member(GroupFactory())
    sent = {"method": "gift_card"} | sent
    if way == "page":
        shown = signed_in(rosa, second_factor=False).post(reverse("pay_choice"), sent, follow=True)
    else:
        shown = guest_of(rosa).post("do/choose/", sent)
    assert said in shown.text
    assert PayWish.objects.get().at_most_cents == kept


class Guest:
    """Somebody who holds a link and has no sign-in."""

    def __init__(self, client, link):
        self.client, self.path = client, link[link.index("/l/") :]

    def get(self, page=""):
        return self.client.get(f"{self.path}{page}")

    def post(self, page, sent):
        return self.client.post(f"{self.path}{page}", sent, follow=True)


def guest_of(person: Person) -> Guest:
    return Guest(Client(), pay_link(person))


def test_a_link_shows_ones_own_money_and_signs_nobody_in():
    night = closed_evening(2)
    guest = guest_of(night.board[0])
    shown = guest.get().text
    assert shown.count("$75 for meeting 31: owed") == 1
    assert "Medicaid" in shown
    assert guest.client.get("/my/stipends/").status_code == 302
    assert guest.get("choose/").status_code == 404
    assert guest.post("do/pay/", {"method": "cash", "much": "whole"}).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"much": "less"},
        {"much": "less", "dollars": "1000.01"},
        {"method": ""},
        {"not_before": "2020-01-01"},
    ],
)
def test_a_choice_that_cannot_be_is_told_in_the_form(wrong):
    rosa = member(GroupFactory())
    sent = {"method": "cash", "much": "whole"} | wrong
    for answer in (
        signed_in(rosa, second_factor=False).post(reverse("pay_choice"), sent),
        guest_of(rosa).post("do/choose/", sent),
    ):
        assert (answer.status_code, "error-summary" in answer.text) == (400, True)
    assert not PayWish.objects.exists()


def test_the_form_shows_what_was_chosen_before():
    rosa = member(GroupFactory())
    day = rosa.community.today() + 9 * A_DAY
    wish_for(rosa, method="deposit", by=rosa, at_most_cents=2050, not_before=day)
    shown = signed_in(rosa, second_factor=False).get(reverse("pay_choice")).text
    assert 'value="20.50"' in shown
    assert f'value="{day.isoformat()}"' in shown


def test_a_second_evening_of_who_wants_less():
    night = closed_evening(1)
    rosa = night.board[0]
    wish_for(rosa, method="check", by=rosa, at_most_cents=100)
    meeting = opened(night.meeting.group, number=32)
    check_in(meeting, rosa, channel="phone")
    close_meeting(meeting, by=night.coordinator)
    amounts = Stipend.objects.filter(person=rosa).order_by("pk").values_list("amount_cents", flat=True)
    assert list(amounts) == [7500, 100]
