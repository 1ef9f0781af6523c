"""Pages of funds, bills and the book."""

import pytest
from django.urls import reverse

from advisory.ledger.models import Bill, Closing, Fund
from advisory.ledger.services import Bought, enter_bill
from tests.factories.people import CommunityFactory, signed_in, staff
from tests.factories.stipends import closed_evening, funded

pytestmark = pytest.mark.django_db
TOLD = {
    **{"name": "Families lead", "funder": "Livonia Foundation", "dollars": "600.50"},
    **{"starts_on": "2026-01-01", "ends_on": "2099-12-31", "uses": ["stipends", "meals"]},
}


def test_a_grant_is_written_down_seen_and_changed():
    browser = signed_in(staff(CommunityFactory(), "finance"))
    assert "No fund yet" in browser.get(reverse("funds")).text
    assert browser.post(reverse("fund_new"), {**TOLD, "dollars": "0"}).status_code == 400
    assert "The fund is in the book." in browser.post(reverse("fund_new"), TOLD, follow=True).text
    fund = Fund.objects.get()
    assert (fund.granted_cents, fund.pays("meals"), fund.pays("childcare")) == (60050, True, False)
    assert "$600.50 of $600.50 left" in browser.get(reverse("funds")).text
    assert "of this name already" in browser.post(reverse("fund_new"), TOLD).text
    change = reverse("fund_change", args=[fund.pk])
    assert 'value="600.50"' in browser.get(change).text
    browser.post(change, {**TOLD, "dollars": "700"})
    fund.refresh_from_db()
    assert fund.granted_cents == 70000


def test_a_bill_is_written_down_and_taken_back():
    fund = funded(CommunityFactory(), 50_000)
    browser = signed_in(staff(fund.community, "coordinator"))
    told = {"use": "meals", "words": "Dinner for 20", "dollars": "200", "fund": fund.pk}
    assert browser.post(reverse("bill_new"), {**told, "dollars": "501"}).status_code == 400
    browser.post(reverse("bill_new"), told)
    bill = Bill.objects.get()
    assert "Dinner for 20" in browser.get(reverse("bills")).text
    back = reverse("bill_back", args=[bill.pk])
    assert browser.post(back, {"why": ""}).status_code == 400
    assert "taken back" in browser.post(back, {"why": "Twice"}, follow=True).text


def test_the_book_shows_its_lines_and_closes_months(time_machine):
    time_machine.move_to("2026-07-20T16:00:00Z")
    night = closed_evening(2)
    time_machine.move_to("2026-08-03T16:00:00Z")
    coordinator, finance = signed_in(night.coordinator), signed_in(night.finance)
    book, close = reverse("ledger_book"), reverse("month_close")
    assert "Close July 2026 for good" not in coordinator.get(book).text
    shown = finance.get(book).text
    assert "Close July 2026 for good" in shown
    assert night.board[0].display_name in shown
    assert finance.post(close, {"through": "soon"}).status_code == 400
    assert finance.post(close, {"through": "2026-02-31"}).status_code == 400
    assert coordinator.post(close, {"through": "2026-07-31"}).status_code == 403
    assert "Closed through July 31, 2026" in finance.post(close, {"through": "2026-07-31"}, follow=True).text
    assert Closing.objects.count() == 1


@pytest.mark.parametrize("name", ["funds", "bills", "ledger_book", "bill_new"])
def test_as_many_queries_for_thirty_as_for_one(django_assert_max_num_queries, name):
    night = closed_evening(1)
    browser = signed_in(night.finance)
    fund = Fund.objects.get()

    def count():
        with django_assert_max_num_queries(40) as queries:
            assert browser.get(reverse(name)).status_code == 200
        return len(queries)

    enter_bill(fund, Bought("meals", 100, "Juice 0", night.meeting), by=night.finance)
    count()
    few = count()
    for number in range(1, 30):
        enter_bill(fund, Bought("meals", 100, f"Juice {number}", night.meeting), by=night.finance)
        funded(night.community, 100, by=night.finance, name=f"Fund {number}")
    assert count() == few
