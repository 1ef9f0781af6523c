"""The pages of payment runs, and what they add to a first page."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisory.models import Payment, PaymentRun
from advisory.payments import home
from advisory.payments.services import export_run, settle_failed, settle_paid, start_run
from advisory.stipends.services import approve_stipend, wish_for
from tests.factories.audit import lines_about
from tests.factories.payments import approved_evening, begun, results
from tests.factories.people import CommunityFactory, GroupFactory, signed_in, staff
from tests.factories.stipends import closed_evening

pytestmark = pytest.mark.django_db
RUNS = "/money/runs/"


def page_of(made, **asked):
    return signed_in(made.finance).get(f"{RUNS}{made.run.pk}/", asked).text


def test_what_is_ready_stands_by_method_with_its_sum():
    night = approved_evening(5, method="gift_card")
    for person in night.board[:2]:
        wish_for(person, method="cash", by=person)
    wish_for(
        night.board[2],
        method="cash",
        by=night.board[2],
        not_before=night.community.today() + timedelta(days=9),
    )
    browser = signed_in(night.finance)
    shown = browser.get(RUNS).text
    assert "Start the run: gift card, $150" in shown
    assert "Start the run: cash, signed for, $150" in shown
    assert "1 approved stipend is not among them" in shown
    answer = browser.post(f"{RUNS}start/", {"method": "cash"})
    run = PaymentRun.objects.get()
    assert (answer["Location"], run.payments.count()) == (f"{RUNS}{run.pk}/", 2)
    assert browser.post(f"{RUNS}start/", {"method": "cash"}).status_code == 409
    assert browser.post(f"{RUNS}start/", {"method": "shells"}).status_code == 400


def test_a_coordinator_looks_on():
    made = begun(2)
    browser = signed_in(made.night.coordinator)
    assert "Run " in browser.get(RUNS).text
    shown = browser.get(f"{RUNS}{made.run.pk}/").text
    assert made.payments[0].person.display_name in shown
    assert "Mark paid" not in shown


def test_each_payment_has_its_buttons():
    made = begun(3)
    one, other, _third = made.payments
    browser = signed_in(made.finance)
    assert f"key {str(one.key)[:8]}…" in page_of(made)
    assert str(one.key) not in page_of(made)
    browser.post(f"/money/payments/{one.pk}/paid/", {"paid_on": "", "reference": "1042"})
    browser.post(f"/money/payments/{other.pk}/failed/", {"why": "The address is old", "seen": "waiting"})
    assert [payment.state for payment in made.payments] == ["paid", "failed", "waiting"]
    shown = page_of(made)
    assert "number 1042" in shown
    assert "The address is old" in shown
    assert (shown.count("<summary>The money came back"), shown.count("<summary>Did not go through")) == (1, 1)
    for address, sent in (("paid", {"paid_on": "soon"}), ("failed", {"why": "", "seen": "waiting"})):
        pk = made.payments[2].pk
        assert browser.post(f"/money/payments/{pk}/{address}/", sent).status_code == 400
    browser.post(f"{RUNS}{made.run.pk}/paid/", {"paid_on": ""})
    assert [payment.state for payment in made.payments] == ["paid", "failed", "paid"]
    assert "All of them are paid" not in page_of(made)


def test_ones_own_payment_has_no_button():
    made = begun(1)
    Payment.objects.update(person=staff(made.community, "finance", display_name="Own Money"))
    own = made.payments[0].person
    shown = signed_in(own).get(f"{RUNS}{made.run.pk}/").text
    assert "Your own: somebody else says what became of it." in shown
    assert "Did not go through" not in shown


def test_the_file_is_the_same_each_time_and_the_audit_knows_of_each():
    made = begun(2)
    one = made.payments[0]
    type(one.person).objects.filter(pk=one.person_id).update(display_name="=Zoé HYPERLINK")
    browser = signed_in(made.finance)
    first = browser.post(f"{RUNS}{made.run.pk}/file/")
    assert first["Content-Disposition"] == f'attachment; filename="payments-{made.run.pk}.csv"'
    made.run.refresh_from_db()
    fetched = made.run.exported_at
    settle_paid(one, by=made.finance)
    again = browser.post(f"{RUNS}{made.run.pk}/file/", headers={"Accept-Language": "es"})
    assert again.content == first.content
    made.run.refresh_from_db()
    assert made.run.exported_at == fetched
    assert [line.verb for line in lines_about(made.run)] == ["start", "export", "export"]
    [row, _other] = csv.DictReader(StringIO(first.content.decode("utf-8-sig")))
    assert (row["key"], row["payee_id"], row["name"]) == (str(one.key), str(one.person_id), "'=Zoé HYPERLINK")
    assert (row["amount"], row["currency"], row["method"]) == ("75.00", "USD", "check")
    assert row["memo"] == made.night.meeting.roster_day.isoformat()


def test_what_was_fetched_is_filled_in_and_sent_back():
    made = begun(2)
    rows = list(csv.DictReader(StringIO(export_run(made.run, by=made.finance))))
    rows[0] |= {"result": "paid", "reference": "1042"}
    rows[1] |= {"result": "failed", "reason": "No such address"}
    sent = StringIO()
    writer = csv.DictWriter(sent, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    answer = send(made, sent.getvalue().encode())
    assert "1 payment is paid. 1 payment did not go through." in answer.text
    assert "This file says nothing new." in send(made, sent.getvalue().encode()).text


def send(made, data, **more):
    file = SimpleUploadedFile("results.csv", data)
    address = f"{RUNS}{made.run.pk}/results/"
    return signed_in(made.finance).post(address, {"results": file}, follow=True, **more)


def test_a_file_with_a_mistake_is_told_by_row_and_column():
    made = begun(2)
    data = results((made.payments[0].key, "paid", "", "", ""), (made.payments[1].key, "perhaps", "", "", ""))
    answer = send(made, data)
    assert answer.status_code == 400
    assert "Row 3, result: Write “paid” or “failed”." in answer.text
    assert "Nothing was written down" in answer.text
    many = results(*(("x", "paid", "", "", "") for _row in range(40)))
    assert "and 10 more" in send(made, many).text
    assert send(made, b"").status_code == 400
    assert {payment.state for payment in made.payments} == {"waiting"}


def test_cash_is_signed_for_on_paper():
    made = begun(3, method="cash")
    settle_failed(made.payments[0], by=made.finance, why="Did not come")
    assert "List to sign, to print" in page_of(made)
    sheet = signed_in(made.finance).get(f"{RUNS}{made.run.pk}/list/").text
    assert "Signature" in sheet
    assert "print" in [line.verb for line in lines_about(made.run)]
    there = [payment.person.display_name in sheet for payment in made.payments]
    assert there == [False, True, True]


@pytest.mark.parametrize("verb", ["", "file/", "list/", "paid/", "results/"])
def test_another_communitys_run_is_not_found(verb):
    made = begun(1)
    foreign = signed_in(staff(CommunityFactory(), "finance"))
    ask = foreign.get if verb in ("", "list/") else foreign.post
    assert ask(f"{RUNS}{made.run.pk}/{verb}").status_code == 404
    for action in ("paid", "failed"):
        assert foreign.post(f"/money/payments/{made.payments[0].pk}/{action}/").status_code == 404
    assert f"Run {made.run.pk}" not in foreign.get(RUNS).text


def test_the_first_page_of_finance_leads_to_runs():
    night = closed_evening(4)
    for stipend in night.stipends[:2]:
        approve_stipend(stipend, by=night.coordinator)
    todo = [(todo.text, todo.url) for todo in home.todos(night.finance)]
    assert todo == [("2 stipends to pay", RUNS)]
    run = start_run(night.community, method="check", by=night.finance)
    todo = [(todo.text, todo.url) for todo in home.todos(night.finance)]
    assert todo == [("2 payments on their way: were they paid?", f"{RUNS}{run.pk}/")]
    assert list(home.todos(night.coordinator)) == []
    assert home.offer(night.coordinator) is None


@pytest.mark.parametrize("which", ["runs", "run", "list"])
def test_a_page_asks_as_much_for_thirty_as_for_one(which):
    def queries(number):
        made = begun(number, method="cash")
        if which == "runs":
            for _more in range(number - 1):
                run = PaymentRun.objects.create(
                    community=made.community, method="cash", started_by=made.finance
                )
                Payment.objects.create(run=run, person=made.night.board[0], amount_cents=1)
        browser = signed_in(made.finance)
        address = {"runs": RUNS, "run": f"{RUNS}{made.run.pk}/", "list": f"{RUNS}{made.run.pk}/list/"}[which]
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return len(asked)

    assert queries(1) == queries(30)


def test_the_money_page_leads_to_runs():
    finance = staff(GroupFactory().community, "finance")
    assert f'href="{reverse("payment_runs")}"' in signed_in(finance).get("/money/").text
    assert "No run yet." in signed_in(finance).get(RUNS).text
