"""The open book as everybody reads it, and how long members wait."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from advisory.ledger.models import Bill, Fund
from advisory.ledger.rules import Kind
from advisory.ledger.services import Line, post
from advisory.payments.services import settle_failed
from advisory.statements.home import todos
from advisory.statements.selectors import book_of, longest_wait, promise_of
from advisory.statements.words import days_words
from advisory.stipends.services import reverse_stipend, wish_for
from tests.factories.people import member, signed_in
from tests.factories.statements import another, did, pay, pay_all
from tests.factories.stipends import closed_evening, funded

pytestmark = pytest.mark.django_db
FEBRUARY, MAY, AUGUST, NOVEMBER = (
    datetime.datetime(2026, month, 12, 15, tzinfo=datetime.UTC) for month in (2, 5, 8, 11)
)
USES = ("stipends", "meals", "childcare", "transport")


def cells(community, fund=0):
    """What is shown of a fund: each quarter's stipends, and what is left, oldest first."""
    return [(row.cells["stipends"].cents, row.left) for row in book_of(community).funds[fund].quarters[::-1]]


def waits(community):
    return [row.waits for row in book_of(community).funds[0].quarters[::-1]]


def table(community):
    answer = Client().get(f"/book/{community.slug}/csv/")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def page(community):
    return Client().get(f"/book/{community.slug}/").text


def billed(night, use, cents):
    fund = Fund.objects.get()
    bill = Bill.objects.create(
        community=night.community,
        fund=fund,
        use=use,
        words="Rice",
        amount_cents=cents,
        day=night.community.today(),
        entered_by=night.finance,
    )
    post(night.community, [Line(Kind.BILL, cents, f"bill:{bill.pk}", fund.pk, use=use, bill_id=bill.pk)])


def test_a_quarter_is_shown_when_it_is_over(time_machine):
    time_machine.move_to(FEBRUARY)
    night = closed_evening(5, fund=1_000_00)
    assert cells(night.community) == []
    assert "Its first quarter stands here when it is over" in page(night.community)
    time_machine.move_to(datetime.datetime(2026, 4, 1, 3, tzinfo=datetime.UTC))
    assert cells(night.community) == [], "in New York it is March still"
    time_machine.move_to(datetime.datetime(2026, 4, 1, 5, tzinfo=datetime.UTC))
    assert cells(night.community) == [(375_00, 625_00)]


def test_fewer_than_five_come_with_a_later_quarter(time_machine):
    time_machine.move_to(FEBRUARY)
    night = closed_evening(7, came=4, fund=1_000_00)
    billed(night, "meals", 120_00)
    time_machine.move_to(MAY)
    before = cells(night.community)
    assert (before, waits(night.community)) == ([(0, 880_00)], [["stipends"]])
    another(night, night.board[4:5], number=32)
    time_machine.move_to(AUGUST)
    assert cells(night.community) == [(0, 880_00), (375_00, 505_00)]
    assert cells(night.community)[:1] == before, "what was published once stays"
    shown = page(night.community)
    assert "with a later quarter" in shown
    assert "$300" not in shown
    first, second = table(night.community)[::-1]
    assert (first["stipends_cents"], first["meals_cents"], first["left_cents"]) == ("", "12000", "88000")
    assert first["more_comes_with_a_later_quarter"] == "stipends"
    assert (second["stipends_cents"], second["left_cents"]) == ("37500", "50500")


def test_a_refund_of_few_waits_beside_a_bill(time_machine):
    time_machine.move_to(FEBRUARY)
    night = closed_evening(5)
    did(night, night.board[0], "childcare", day=FEBRUARY.date(), asked_cents=20_00)
    billed(night, "childcare", 90_00)
    time_machine.move_to(MAY)
    shown = page(night.community)
    assert "$90, more with a later quarter" in shown
    assert "$110" not in shown


def test_what_was_taken_back_later_stands_with_a_minus(time_machine):
    time_machine.move_to(FEBRUARY)
    night = closed_evening(5, fund=1_000_00)
    time_machine.move_to(MAY)
    for stipend in night.stipends:
        reverse_stipend(stipend, by=night.coordinator, why="The evening was entered twice")
    time_machine.move_to(AUGUST)
    assert cells(night.community) == [(375_00, 625_00), (-375_00, 1_000_00)]
    assert "−$375" in page(night.community)


def test_the_table_says_what_the_page_says_and_neither_says_who(time_machine):
    time_machine.move_to(FEBRUARY)
    night = closed_evening(6)
    billed(night, "transport", 45_50)
    time_machine.move_to(MAY)
    shown, [row] = page(night.community), table(night.community)
    assert (row["quarter"], row["budget_cents"], row["stipends_cents"]) == ("2026-Q1", "100000000", "45000")
    assert row["transport_cents"] == "4550"
    for said in ("2026, quarter 1", "$1,000,000", "$450", "$45.50", "$999,504.50"):
        assert said in shown
    everybody = [*night.board, night.coordinator, night.finance]
    text = shown + Client().get(f"/book/{night.community.slug}/csv/").content.decode()
    assert not [person.display_name for person in everybody if person.display_name in text]


def test_another_communitys_money_is_not_in_it(time_machine):
    time_machine.move_to(FEBRUARY)
    night, elsewhere = closed_evening(5), closed_evening(5, rate=90_00)
    time_machine.move_to(MAY)
    assert "$450" not in page(night.community)
    assert "$450" in page(elsewhere.community)


def test_a_fund_that_is_over_has_no_more_quarters(time_machine):
    time_machine.move_to(FEBRUARY)
    night = closed_evening(5, fund=0)
    funded(night.community, 500_00, name="Winter", ends_on=datetime.date(2026, 3, 31))
    funded(night.community, 900_00, name="Longer")
    time_machine.move_to(NOVEMBER)
    winter, longer = book_of(night.community).funds
    assert [len(one.quarters) for one in (winter, longer)] == [1, 3]
    assert [row.budget for row in longer.quarters] == [900_00] * 3


def test_the_promise_leads_the_page_once_five_were_paid(time_machine):
    time_machine.move_to(FEBRUARY)
    night = closed_evening(5)
    time_machine.move_to(FEBRUARY + datetime.timedelta(days=16))
    for stipend in night.stipends[:4]:
        pay(stipend, night)
    assert promise_of(night.community).is_public is False
    assert "Half of what was paid" not in page(night.community)
    last = pay(night.stipends[4], night)
    said = f"within {days_words(promise_of(night.community).days)} of the meeting"
    assert said in page(night.community)
    settle_failed(last, by=night.finance, why="Lost")
    assert said not in page(night.community)
    pay(night.stipends[4], night)
    time_machine.move_to(FEBRUARY + datetime.timedelta(days=500))
    assert promise_of(night.community) == (None, False)


@pytest.mark.parametrize(("days", "said"), [(0, "0 days"), (1, "1 day"), (1.5, "1.5 days"), (9.0, "9 days")])
def test_days_are_said_as_people_say_them(days, said):
    assert days_words(days) == said


def test_the_first_page_of_a_coordinator_says_who_waits_longest(time_machine):
    time_machine.move_to(FEBRUARY)
    night = closed_evening(4)
    rosa, luz, mia, _ida = night.board
    day = night.stipends[0].day
    time_machine.move_to(datetime.datetime.combine(day, datetime.time(15), tzinfo=datetime.UTC))
    assert longest_wait(night.community) == (4, 0)
    time_machine.shift(datetime.timedelta(days=37))
    another(night, [member(night.meeting.group)], number=32)
    pay(night.stipends[0], night)
    wish_for(luz, method="check", not_before=night.community.today() + datetime.timedelta(days=9), by=luz)
    assert longest_wait(night.community) == (2, 37)
    told = [todo.text for todo in todos(night.coordinator)]
    assert told == [
        "Half of what was paid in the last 12 months came within 37 days of the meeting.",
        "2 members wait longest for their money: 37 days",
    ]
    assert told[1] in signed_in(night.coordinator).get("/").text
    assert list(todos(rosa)) == list(todos(mia)) == []


def test_nobody_waits_where_nothing_is_owed():
    night = closed_evening(1)
    assert longest_wait(night.community) is not None
    pay_all(night)
    assert longest_wait(night.community) is None


def test_the_book_takes_as_many_queries_however_much_is_in_it(time_machine):
    time_machine.move_to(FEBRUARY)
    night = closed_evening(5)

    def counted():
        with CaptureQueriesContext(connection) as queries:
            for address in (f"/book/{night.community.slug}/", f"/book/{night.community.slug}/csv/"):
                assert Client().get(address).status_code == 200
        return len(queries)

    time_machine.move_to(MAY)
    before = counted()
    for number in range(30):
        funded(night.community, 900_00, name=f"Fund {number}")
    for number in range(6):
        billed_in = another(night, night.board, number=100 + number)
        pay_all(billed_in)
    time_machine.move_to(NOVEMBER)
    assert len(book_of(night.community).funds) == 31
    assert counted() == before


def test_everybody_finds_it():
    night = closed_evening(1)
    slug = night.community.slug
    assert f'href="/book/{slug}/"' in Client().get(f"/record/{slug}/").text
    assert f'href="/book/{slug}/"' in signed_in(night.board[0], second_factor=False).get("/").text
    assert Client().get("/book/nowhere/").status_code == 404
