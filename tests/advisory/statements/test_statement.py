"""A member's statement of a year: what is on it, who reads it, and on paper."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advisory.payments.services import settle_failed
from advisory.statements.selectors import statement_of, years_of
from advisory.stipends.models import Stipend
from advisory.stipends.services import wish_for
from community.core.models import AuditLine
from tests.factories.people import PersonFactory, signed_in, staff
from tests.factories.statements import another, did, pay, pay_all
from tests.factories.stipends import closed_evening
from tests.paper import unpacked

pytestmark = pytest.mark.django_db
MARCH = datetime.date(2026, 3, 9)


@pytest.fixture
def night():
    return closed_evening(2)


@pytest.fixture
def rosa(night):
    return night.board[0]


def text(page):
    return page.text.partition("<main")[2].partition("</main")[0]


def test_it_says_what_for_how_much_when_and_how(night, rosa):
    wish_for(rosa, method="gift_card", by=rosa)
    pay(night.stipends[0], night, paid_on=MARCH, reference="Card 4411")
    shown = text(signed_in(rosa, second_factor=False).get("/my/stipends/2026/"))
    meeting = night.meeting
    for said in (str(meeting), "$75, each time", "the whole", "March 9, 2026, gift card", "Card 4411"):
        assert said in shown
    assert "Pay: <strong>$75</strong>" in shown
    assert "got back" not in shown


def test_without_a_number_of_the_payer_the_payments_own_key_stands(night, rosa):
    payment = pay(night.stipends[0], night, paid_on=MARCH)
    assert str(payment.key)[:8] in text(signed_in(rosa).get("/my/stipends/2026/"))


def test_money_back_stands_apart_and_is_no_pay(night, rosa):
    pay(night.stipends[0], night, paid_on=MARCH)
    pay(did(night, rosa, "childcare", day=MARCH, asked_cents=30_00), night, paid_on=MARCH)
    statement = statement_of(rosa, 2026)
    assert (statement.paid_cents, statement.refunded_cents) == (75_00, 30_00)
    shown = text(signed_in(rosa).get("/my/stipends/2026/"))
    pay_part, _, refunds = shown.partition("What you spent and got back")
    assert "a receipt of $30" in refunds
    assert "a receipt" not in pay_part


def test_a_share_says_why_it_is_no_more(night, rosa):
    wish_for(rosa, method="check", at_most_cents=20_00, by=rosa)
    pay(did(night, rosa, "outreach", day=MARCH, minutes=90), night, paid_on=MARCH)
    late = night.stipends[0]
    Stipend.objects.filter(pk=late.pk).update(full_cents=37_50, amount_cents=37_50)
    pay(late, night, paid_on=MARCH)
    shown = text(signed_in(rosa).get("/my/stipends/2026/"))
    assert "1 h 30 min; less was wanted" in shown
    assert "50%, for coming late" in shown


def test_a_payment_belongs_to_the_year_it_was_made_in_and_none_if_it_failed(night, rosa):
    new_year = datetime.date(2027, 1, 4)
    pay(night.stipends[0], night, paid_on=new_year)
    assert (statement_of(rosa, 2026).pay, years_of(rosa)) == ([], [(2027, 75_00)])
    back = pay(night.stipends[1], night, paid_on=MARCH)
    settle_failed(back, by=night.finance, why="The check was lost")
    assert years_of(night.board[1]) == []
    assert "Nothing was paid in 2026" in signed_in(night.board[1]).get("/my/stipends/2026/").text


def test_the_years_lead_to_their_statements(night, rosa):
    browser = signed_in(rosa, second_factor=False)
    assert "Nothing paid yet" in browser.get("/my/stipends/years/").text
    assert "/my/stipends/years/" in browser.get("/my/stipends/").text
    pay(night.stipends[0], night, paid_on=MARCH)
    listed = text(browser.get("/my/stipends/years/"))
    assert 'href="/my/stipends/2026/"' in listed
    assert "$75 paid" in listed


@pytest.mark.parametrize(
    ("year", "cents", "said"),
    [
        (2025, 600_00, "From $600 on in 2025 the payer reports"),
        (2025, 599_99, "The payer sends a tax form from $600 on in 2025"),
        (2026, 600_00, "The payer sends a tax form from $2,000 on in 2026"),
        (2027, 600_00, "with or without a tax form"),
    ],
)
def test_it_says_what_the_tax_office_hears(night, rosa, year, cents, said):
    payment = pay(night.stipends[0], night, paid_on=datetime.date(year, 5, 5))
    payment.lines.update(amount_cents=cents)
    assert said in text(signed_in(rosa).get(f"/my/stipends/{year}/"))


def test_on_paper_it_is_a_tagged_file_in_the_members_language(night, rosa):
    pytest.importorskip("weasyprint", exc_type=OSError, reason="Pango is not on this machine")
    type(rosa).objects.filter(pk=rosa.pk).update(language="es")
    pay(night.stipends[0], night, paid_on=MARCH)
    paper = signed_in(night.finance).get(f"/money/people/{rosa.pk}/2026/pdf/")
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.headers["Content-Language"] == "es"
    whole = unpacked(paper.content)
    for mark in (rb"/MarkInfo", rb"/StructTreeRoot", rb"/Lang \(es\)", rb"pdfuaid:part"):
        assert re.search(mark, whole), mark
    assert signed_in(rosa, second_factor=False).get("/my/stipends/2026/pdf/").content[:5] == b"%PDF-"


def test_who_handles_money_reads_it_and_that_is_kept(night, rosa):
    pay(night.stipends[0], night, paid_on=MARCH)
    address = f"/money/people/{rosa.pk}/2026/"
    for reader in (night.finance, night.coordinator):
        assert "$75" in text(signed_in(reader).get(address))
    read = AuditLine.objects.filter(verb="read_statement", subject_id=rosa.pk, to_state="2026")
    assert [line.actor for line in read] == [night.finance, night.coordinator]
    assert signed_in(staff(night.community, "facilitator")).get(address).status_code == 403
    assert signed_in(night.board[1]).get(address).status_code == 403
    elsewhere = PersonFactory()
    assert signed_in(night.finance).get(f"/money/people/{elsewhere.pk}/2026/").status_code == 404
    assert read.count() == 2


def test_five_years_of_meetings_take_as_many_queries_as_one_meeting(night, rosa, time_machine):
    time_machine.move_to(datetime.datetime(2026, 3, 9, 17, tzinfo=datetime.UTC))
    browser = signed_in(rosa, second_factor=False)

    def counted():
        with CaptureQueriesContext(connection) as queries:
            for address in ("/my/stipends/2026/", "/my/stipends/years/"):
                assert browser.get(address).status_code == 200
        return len(queries)

    pay(night.stipends[0], night, paid_on=MARCH)
    counted()
    before = counted()
    for number in range(25):
        more = another(night, [rosa], number=100 + number)
        pay_all(more, paid_on=datetime.date(2022 + number % 5, 3, 9))
    assert len(statement_of(rosa, 2026).pay) == 6
    assert counted() == before
