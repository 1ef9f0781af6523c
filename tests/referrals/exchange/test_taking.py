"""A table that is taken: who gets which columns, what is written down, and that no spreadsheet runs it."""

import csv
import datetime
import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from community.core.errors import BadInput, NotAllowed
from community.core.owned import Unchangeable
from community.core.sheets import FORMULA
from community.models import AuditLine
from referrals.exchange.services import take
from referrals.exchange.tables import COLUMNS
from referrals.models import ExportLog, Referral
from referrals.tracking.sights import Sight, role_of, seen_by, sight
from tests.factories.people import CommunityFactory, GroupFactory, member, provider, signed_in, staff
from tests.factories.referrals import refer, sent_to

pytestmark = pytest.mark.django_db

FORMULAS = ("=1+1", "@SUM(A1)", "+1", "-1", "\t=1", "=cmd|' /C calc'!A0")


def table(by, kind="csv", **how):
    log, file = take(by=by, kind=kind, reason="care", **how)
    with file:
        content = file.read()
    if kind == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        return log, [list(row) for row in sheet.iter_rows()]
    return log, list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


NOT_COUNTED = {"sex", "races", "parent_name", "parent_phone", "note"}
BORN = datetime.date(2025, 3, 5)


@pytest.fixture
def family(clinic, time_machine):
    time_machine.move_to("2026-11-26 12:00+00:00", tick=False)
    return refer(clinic, child_name="Zephyrine Joseph", birth_date=BORN, sex="f")


def cells(by, kind="csv"):
    """{column: cell} of the only row that ``by`` takes."""
    log, (_headings, row) = table(by, kind)
    return dict(zip(log.fields, row, strict=True))


def test_each_cell_is_what_the_role_sees_on_the_pages(community, clinic, family):
    whole = {
        **{"child_name": "Zephyrine Joseph", "birth_date": "2025-03-05", "zip_code": "11212"},
        **{"parent_name": "Wideline Joseph", "parent_phone": "(929) 555-0199", "sex": "girl"},
        **{"races": "Black or African American", "source": family.get_source_display()},
    }
    agency = provider(community)
    sent_to(family, agency.organisation)
    for person, less in (
        (clinic, {}),
        (staff(community, "ambassador"), {}),
        (agency, {"races": "", "source": ""}),
    ):
        told = cells(person)
        assert told.keys() == COLUMNS.keys()
        assert {name: told[name] for name in whole} == whole | less
    told = cells(staff(community))
    assert COLUMNS.keys() - told.keys() == NOT_COUNTED
    masked = {name: told[name] for name in ("child_name", "birth_date", "zip_code", "age_band")}
    assert masked == {
        **{"child_name": "Z. J.", "birth_date": "20 months old", "zip_code": "112••"},
        "age_band": "1 year old",
    }


def test_every_column_goes_by_the_table_of_sights(community, clinic, family):
    """Whatever the table hides or masks is nowhere in the file, whichever role takes it."""
    agency = provider(community)
    sent_to(family, agency.organisation)
    for person in (clinic, agency, staff(community, "ambassador"), staff(community)):
        role = role_of(person, family)
        told = cells(person)
        for name, column in COLUMNS.items():
            whole, how = column.whole(family), sight(role, column.field)
            if how is Sight.SHOWN:
                assert str(whole) == told[name]
            elif how is Sight.MASKED:
                assert told[name] == seen_by(person, family)[column.field] != str(whole)
            else:
                assert not told.get(name)


def test_a_day_that_is_shown_is_a_day_to_a_spreadsheet(clinic, family):
    assert cells(clinic, "xlsx")["birth_date"].value.date() == BORN


def test_only_one_s_own_rows_leave(community, clinic):
    refer(clinic)
    refer(provider(community), child_name="Xavier", parent_phone="+13475550188")
    refer(provider(CommunityFactory()), child_name="Ruth", parent_phone="+13475550188")
    _log, rows = table(clinic)
    assert [row[1] for row in rows[1:]] == ["Zephyrine"]
    _log, rows = table(staff(community, "ambassador"))
    assert [row[1] for row in rows[1:]] == ["Zephyrine", "Xavier"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_that_leaves_is_a_formula(clinic, kind):
    for number, formula in enumerate(FORMULAS):
        name = f"{formula}{chr(97 + number)}"
        refer(clinic, child_name=name, parent_name=name, parent_phone=f"+1347555{number:04d}")
    _log, rows = table(clinic, kind)
    cells = [cell for row in rows for cell in row]
    if kind == "xlsx":
        assert all(cell.data_type != "f" for cell in cells)
        cells = [cell.value for cell in cells]
    words = [cell for cell in cells if isinstance(cell, str)]
    assert len(words) > 10 * len(FORMULAS)
    assert [word for word in words if word.startswith(FORMULA)] == []
    assert f"'{FORMULAS[0]}a" in words


def test_who_took_what_and_why_is_written_down_for_good(clinic):
    children = [refer(clinic).child_id, refer(clinic, child_name="Xavier").child_id]
    log, _rows = table(clinic, why=" the quarter ")
    assert (log.by, log.organisation, log.reason, log.why, log.rows) == (
        *(clinic, clinic.organisation, "care", "the quarter", 2),
    )
    lines = AuditLine.objects.filter(verb="export", actor=clinic, subject_type="referrals.Child")
    assert sorted(lines.values_list("subject_id", flat=True)) == sorted(children)
    with pytest.raises(Unchangeable):
        log.delete()


def test_initials_and_an_age_are_a_reading_of_the_record_too(community, clinic):
    child = refer(clinic).child_id
    table(staff(community))
    assert list(AuditLine.objects.filter(verb="export").values_list("subject_id", flat=True)) == [child]


def test_something_else_is_said_in_words(clinic):
    with pytest.raises(BadInput, match="few words"):
        take(by=clinic, kind="csv", reason="other", why=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExportLog.objects.create(
            community=clinic.community, by=clinic, kind="csv", reason="other", fields=[], rows=0
        )


def test_who_may_not_does_not(community):
    board = GroupFactory(community=community)
    for person in (member(board), staff(community, "facilitator"), staff(community, "finance")):
        with pytest.raises(NotAllowed):
            take(by=person, kind="csv", reason="care")
    with pytest.raises(NotAllowed):
        take(by=staff(community), kind="fhir", reason="care")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_page_sends_a_file_whose_name_names_nobody(clinic, kind):
    refer(clinic)
    browser = signed_in(clinic)
    assert "Who took what" in browser.get(reverse("exchange_take")).content.decode()
    assert browser.post(reverse("exchange_take"), {"kind": kind}).status_code == 400
    answer = browser.post(reverse("exchange_take"), {"kind": kind, "reason": "own"})
    assert answer.status_code == 200
    day = clinic.community.today()
    assert answer["Content-Disposition"] == f'attachment; filename="referrals-{day:%Y-%m-%d}.{kind}"'
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content)
    assert "for our own records" in browser.get(reverse("exchange_take")).content.decode()


def test_a_table_of_many_takes_as_many_queries_a_batch(clinic, django_assert_max_num_queries):
    for number in range(30):
        refer(
            clinic, child_name=f"Child {chr(97 + number % 26)}{number}", parent_phone=f"+1347555{number:04d}"
        )
    assert Referral.objects.count() == 30
    with django_assert_max_num_queries(25):
        table(clinic)
