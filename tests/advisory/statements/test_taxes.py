"""The tax year: whom it names, what does not count, and the amounts that somebody must say."""

import csv
import datetime
import io

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from advisory.payments.services import settle_failed
from advisory.statements.home import todos
from advisory.statements.models import ReportingThreshold
from advisory.statements.rules import Standing, standing, threshold_by_law
from advisory.statements.selectors import tax_year
from advisory.statements.services import note_near, set_threshold, take_list
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.models import AuditLine
from tests.factories.people import member, signed_in
from tests.factories.statements import another, did, pay, pay_all
from tests.factories.stipends import closed_evening

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 15, tzinfo=datetime.UTC)
MARCH = datetime.date(2026, 3, 9)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW)


def standings(community, year=2026):
    return {payee.name: payee.standing for payee in tax_year(community, year).payees}


def sums(community, year=2026):
    return {payee.name: (payee.paid, payee.owed) for payee in tax_year(community, year).payees}


@pytest.mark.parametrize(
    ("year", "cents"), [(2019, 600_00), (2025, 600_00), (2026, 2_000_00), (2027, None), (2040, None)]
)
def test_the_law_says_the_amount_until_2026(year, cents):
    assert threshold_by_law(year) == cents


@pytest.mark.parametrize(
    ("paid", "owed", "where"),
    [
        (2_000_00, 0, Standing.REPORTED),
        (1_999_99, 0, Standing.NEAR),
        (1_999_99, 1, Standing.WOULD_CROSS),
        (1_600_00, 0, Standing.NEAR),
        (1_599_99, 0, Standing.BELOW),
        (1_599_99, 400_00, Standing.BELOW),
        (1_599_99, 400_01, Standing.WOULD_CROSS),
        (0, 2_000_00, Standing.WOULD_CROSS),
    ],
)
def test_or_more_means_the_amount_itself(paid, owed, where):
    assert standing(paid, owed, 2_000_00) == where
    assert standing(paid, owed, None) == Standing.BELOW


def test_what_counts_is_pay_by_the_day_it_was_paid():
    night = closed_evening(3, rate=500_00)
    rosa = night.board[0]
    payments = [pay(stipend, night, paid_on=MARCH) for stipend in night.stipends[:2]]
    pay(did(night, rosa, "meal", day=MARCH, asked_cents=40_00), night, paid_on=MARCH)
    settle_failed(payments[1], by=night.finance, why="Lost")
    assert sums(night.community) == {"Rosa 00": (500_00, 0), "Rosa 01": (0, 500_00), "Rosa 02": (0, 500_00)}
    assert sums(night.community, 2025) == {}
    pay(night.stipends[2], night, paid_on=datetime.date(2025, 12, 31))
    # What is owed is paid this year, and counts for no earlier one.
    assert sums(night.community, 2025) == {"Rosa 02": (500_00, 0)}
    assert standings(night.community, 2025) == {"Rosa 02": Standing.NEAR}


def test_those_of_another_community_are_not_in_it():
    night, elsewhere = closed_evening(1), closed_evening(1)
    pay_all(elsewhere)
    assert list(sums(night.community)) == ["Rosa 00"]
    assert sums(night.community)["Rosa 00"][0] == 0


def test_the_page_says_who_is_over_and_who_comes_near():
    night = closed_evening(3, rate=1000_00)
    rosa, luz, _mia = night.board
    more = another(night, [rosa, luz], number=32)
    pay_all(night)
    pay(more.stipends[0], night)
    assert standings(night.community) == {
        "Rosa 00": Standing.REPORTED,
        "Rosa 01": Standing.WOULD_CROSS,
        "Rosa 02": Standing.BELOW,
    }
    page = signed_in(night.finance).get("/money/tax/", follow=True)
    assert page.redirect_chain == [("/money/tax/2026/", 302)]
    for said in ("$2,000 or more", "is reported", "would cross with what is owed", "2 people are new here"):
        assert said in page.text
    assert "new here" not in signed_in(night.coordinator).get("/money/tax/2026/").text


def test_the_first_page_of_finance_names_who_is_new_until_they_are_noted():
    night = closed_evening(2, rate=1000_00)
    another(night, night.board[:1], number=32)
    pay_all(night)

    def said():
        return [todo.text for todo in todos(night.finance)]

    assert said() == ["1 person comes near the tax threshold of 2026"]
    assert next(iter(todos(night.coordinator))).text.startswith("Half of what was paid")
    signed_in(night.finance).post("/money/tax/2026/noted/")
    assert said() == []
    another(night, night.board[1:], number=33)
    assert said() == ["1 person comes near the tax threshold of 2026"]
    assert note_near(night.community, year=2026, by=night.finance) == 1
    assert note_near(night.community, year=2026, by=night.finance) == 0


def test_the_list_for_the_payer_has_those_who_are_reported_and_is_kept_who_took_it():
    night = closed_evening(3, rate=1000_00)
    type(night.board[0]).objects.filter(pk=night.board[0].pk).update(display_name="=Rosa")
    more = another(night, night.board[:1], number=32)
    for one in (night, more):
        pay_all(one)
    answer = signed_in(night.finance).get("/money/tax/2026/csv/")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert rows == [{"name": "'=Rosa", "year": "2026", "paid_cents": "200000", "threshold_cents": "200000"}]
    assert AuditLine.objects.get(verb="take_tax_list").to_state == "2026"
    assert signed_in(night.coordinator).get("/money/tax/2026/csv/").status_code == 403
    with pytest.raises(NotAllowed):
        take_list(night.community, year=2026, by=night.coordinator)


def test_a_year_whose_amount_nobody_has_said_asks_for_it(time_machine):
    night = closed_evening(1, rate=1000_00)
    time_machine.move_to(datetime.datetime(2027, 2, 1, 15, tzinfo=datetime.UTC))
    pay_all(night)
    assert [todo.text for todo in todos(night.finance)] == [
        "Say from how much on payments of 2027 are reported"
    ]
    finance = signed_in(night.finance)
    page = finance.get("/money/tax/2027/").text
    assert "Nobody has said yet from how much on 2027 is reported" in page
    assert "not known yet" in page
    assert finance.get("/money/tax/2027/csv/").status_code == 409
    with pytest.raises(Refused):
        take_list(night.community, year=2027, by=night.finance)
    said = {"dollars": "900.50", "source": "Publication 1099, November 2026"}
    assert finance.post("/money/tax/2027/threshold/", said).headers["Location"] == "/money/tax/2027/"
    page = finance.get("/money/tax/2027/").text
    assert "$900.50 or more" in page
    assert "Source: Publication 1099, November 2026" in page
    assert standings(night.community, 2027) == {"Rosa 00": Standing.REPORTED}
    finance.post("/money/tax/2027/threshold/", {**said, "dollars": "2100"})
    assert tax_year(night.community, 2027).threshold == 2_100_00
    assert AuditLine.objects.filter(verb="set", to_state__in=["90050", "210000"]).count() == 2
    assert "2100" in finance.get("/money/tax/2027/threshold/").text


@pytest.mark.parametrize(
    ("year", "wrong"),
    [
        (2026, {}),
        (2029, {}),
        (2027, {"cents": 0}),
        (2027, {"cents": 100_000_01}),
        (2027, {"source": "  "}),
    ],
)
def test_an_amount_that_cannot_be_is_told(year, wrong):
    night = closed_evening(0)
    said = {"cents": 2_100_00, "source": "Publication 1099", **wrong}
    with pytest.raises(BadInput):
        set_threshold(night.community, year=year, by=night.finance, **said)
    with pytest.raises(NotAllowed):
        set_threshold(night.community, year=2027, cents=1, source="x", by=night.coordinator)
    form = {"dollars": str(said["cents"] / 100), "source": said["source"]}
    answer = signed_in(night.finance).post(f"/money/tax/{year}/threshold/", form)
    assert (answer.status_code, "error-summary" in answer.text) == (400, True)
    assert not ReportingThreshold.objects.exists()


@pytest.mark.parametrize("wrong", [{"year": 2026}, {"cents": 0}, {"source": ""}])
def test_the_database_holds_it_too(wrong):
    night = closed_evening(0)
    row = {"community": night.community, "year": 2027, "cents": 1, "source": "x", "set_by": night.finance}
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingThreshold.objects.create(**{**row, **wrong})


def test_thirty_payees_take_as_many_queries_as_one():
    night = closed_evening(1)
    pay_all(night)
    browser = signed_in(night.finance)

    def counted():
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/money/tax/2026/").status_code == 200
        return len(queries)

    counted()
    before = counted()
    people = [member(night.meeting.group) for _number in range(30)]
    pay_all(another(night, people, number=32))
    assert len(tax_year(night.community, 2026).payees) == 31
    assert counted() == before
