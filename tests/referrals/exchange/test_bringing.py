"""A file is read into rows that wait; what is wrong is said by row and column, and nothing is live."""

import pytest
from django.db import connection

from community.core.errors import BadInput, NotAllowed
from referrals.exchange.services import read_file
from referrals.models import ImportFile, Referral, WaitingRow
from tests.factories.exchange import bring, bring_bytes, csv_bytes, row
from tests.factories.people import staff

pytestmark = pytest.mark.django_db


def errors_of(brought):
    rows = WaitingRow.objects.filter(file=brought).order_by("line")
    return {row.line: row.told["errors"] for row in rows if row.is_wrong}


def test_rows_wait_and_nothing_is_live(clinic):
    brought = bring(clinic, [row(1), row(2)])
    assert (brought.rows_read, brought.rows_wrong, brought.rows_known, brought.state) == (2, 0, 0, "read")
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"birth_date": "45000"}, "birth_date", "is not a date"),
        ({"birth_date": "2099-01-01"}, "birth_date", "in the future"),
        ({"birth_date": "2019-01-01"}, "birth_date", "three or older"),
        ({"zip_code": "1121"}, "zip_code", "five digits"),
        ({"language": "Klingon"}, "language", "We do not know “Klingon”"),
        ({"concerns": ""}, "concerns", "empty"),
        ({"concerns": "communication; magic"}, "concerns", "communication; magic"),
        ({"source": "?"}, "source", "Write one of"),
        ({"parent_phone": "12"}, "parent_phone", "is not a phone number"),
        ({"consent": "no"}, "consent", "Without the parent"),
        ({"consent": ""}, "consent", "empty"),
        ({"consent": "maybe"}, "consent", "yes or no"),
        ({"child_name": "=HYPERLINK(1)"}, "child_name", "starts a formula"),
        ({"child_name": "@x"}, "child_name", "starts a formula"),
        ({"parent_name": "12"}, "parent_name", "no letter"),
        ({"parent_name": "Rosa\x07"}, "parent_name", "can't be seen"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(clinic, change, column, words):
    brought = bring(clinic, [row(1), row(2, **change), row(3)])
    assert (brought.rows_read, brought.rows_wrong) == (3, 1)
    ((line, [(where, said)]),) = errors_of(brought).items()
    assert (line, where) == (3, column)
    assert words in said


def test_each_wrong_cell_of_a_row_is_named(clinic):
    brought = bring(clinic, [row(1, zip_code="x", language="y", consent="no")])
    assert [column for column, _words in errors_of(brought)[2]] == ["zip_code", "language", "consent"]


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_office_s_delimiters_and_line_ends(clinic, between, end):
    brought = bring(clinic, [row(1, child_name='Zoé "Z", the; first|one')], between=between, end=end)
    assert brought.rows_wrong == 0
    assert WaitingRow.objects.get().told["cells"]["child_name"] == 'Zoé "Z", the; first|one'


@pytest.mark.parametrize(
    ("headings", "kept"),
    [
        (
            "Nombre,Fecha de nacimiento,Código postal,Idioma,Preocupación,Fuente,"
            "Nombre de la madre o el padre,Teléfono,Consentimiento",
            "Ana,2025-03-04,11212,español,communication,clinic,Rosa Díaz,347-555-0101,sí",
        ),
        (
            "Non timoun,Dat nesans,Kòd postal,Lang,Enkyetid,Sous,Non paran,Telefòn,Konsantman",
            "Ana,3/4/2025,11212,Kreyòl,communication,clinic,Rosa Díaz,(347) 555-0101,wi",
        ),
        (
            "CHILD NAME,DOB,Zip,Language,Concern,Referral source,Guardian,Cell,Parent consent,Eye color",
            "Ana,03/04/25,11212,English,communication,clinic,Rosa Díaz,3475550101,Y,brown",
        ),
    ],
)
def test_headings_in_three_languages(clinic, headings, kept):
    brought = bring_bytes(clinic, f"{headings}\n{kept}\n".encode())
    assert (brought.rows_read, brought.rows_wrong) == (1, 0), errors_of(brought)
    assert brought.shown["unused"] == (["Eye color"] if "Eye" in headings else [])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (csv_bytes([]), "no rows"),
        (b"name,colour\nAna,red\n", "columns are missing"),
        (csv_bytes([row(1)]).replace(b'"races"', b'"gender"', 1), "Two columns"),
        (csv_bytes([row(1)]) + b'"Ana,2025', "quotation marks"),
        (b"\xd0\xcf\x11\xe0 old", "old or a locked workbook"),
        (b"PK\x03\x04 nothing", "no workbook"),
        (csv_bytes([row(1, child_name="Zo\ufffd")]), "spoilt"),
        (csv_bytes([row(1, child_name="NÃºÃ±ez")]), "spoilt"),
        (csv_bytes([row(1)]) + b"x\xdbx\xb1x\xb9x\r\n", "can't tell"),
        (csv_bytes([row(1, child_name="x" * 6000)]), "more than 5000 letters"),
    ],
)  # fmt: skip
def test_a_file_that_can_t_be_right_is_refused_whole(clinic, content, words):
    with pytest.raises(BadInput, match=words):
        bring_bytes(clinic, content)
    assert not ImportFile.objects.exists()
    assert not WaitingRow.objects.exists()


def test_the_same_row_twice_in_a_file_counts_once_and_a_number_with_other_words_is_wrong(clinic):
    twice = bring(clinic, [row(1), row(1), row(2, own_number="A1"), row(2, own_number="A1")])
    assert (twice.rows_read, twice.rows_known, twice.rows_wrong) == (4, 2, 0)
    other = bring(clinic, [row(2, own_number="A1"), row(3, own_number="A1")])
    assert errors_of(other) == {3: [["own_number", "This number stands in line 2, too, with other words."]]}


def test_a_row_with_fewer_cells_is_wrong(clinic):
    content = csv_bytes([row(1)]) + b"Ana,2025-03-04\r\n"
    assert errors_of(bring_bytes(clinic, content)) == {
        3: [["", "This row has fewer cells than the headings."]]
    }


def test_only_who_may_log_brings_a_file(community):
    with pytest.raises(NotAllowed):
        read_file(None, by=staff(community, "ambassador"), size=0)


def test_what_waits_is_sealed_in_the_database(clinic):
    bring(clinic, [row(1, child_name="Quetzalia")])
    with connection.cursor() as asking:
        asking.execute("SELECT * FROM referrals_waitingrow")
        raw = str(asking.fetchall())
        asking.execute("SELECT * FROM referrals_importfile")
        raw += str(asking.fetchall())
    for canary in ("Quetzalia", "Wideline", "5550001", "11212"):
        assert canary not in raw
