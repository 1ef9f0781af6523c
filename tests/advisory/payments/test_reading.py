"""The payer's file of results, as spreadsheets write it."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisory.payments.reading import MOST_BYTES, Said, Wrong, results_in
from community.core.errors import BadInput
from tests.factories.payments import results

KEY, OTHER = UUID("6f6b1c1e-7f3f-4f0a-9d38-0d2f0f1c5a11"), UUID("6f6b1c1e-7f3f-4f0a-9d38-0d2f0f1c5a12")
PAID = (KEY, "paid", "2026-11-26", "1042", "")
DAY = date(2026, 11, 26)


def test_a_row_says_what_became_of_one_payment():
    failed = (OTHER, "failed", "", "", "The address is old")
    assert results_in(results(PAID, failed)) == [
        Said(2, KEY, "paid", DAY, "1042"),
        Said(3, OTHER, "failed", reason="The address is old"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        results(PAID, names="Key,RESULT,Paid on, reference ,reason"),
        results(PAID, names="key,result,paid-on,reference,reason"),
        b"\xef\xbb\xbf" + results(PAID),
        results(PAID).replace(b",", b";"),
        results(PAID).replace(b",", b"\t"),
        results(PAID).replace(b"\r\n", b"\n"),
        results((str(KEY).upper(), "PAID", "11/26/2026", " 1042 ", "")),
        results((f"{{{KEY}}}", " Paid ", "11/26/26", "1042", "")),
        results((*PAID, "Rosa"), names="key,result,paid_on,reference,reason,name"),
        results(PAID) + b"\r\n,,,,\r\n",
    ],
)
def test_it_is_taken_as_spreadsheets_write_it(data):
    assert results_in(data) == [Said(2, KEY, "paid", DAY, "1042")]


@pytest.mark.parametrize(
    ("cell", "cents"),
    [("75", 7500), ("75.00", 7500), ("$1,075.50", 107550), ("0.5", 50), ("$ 20", 2000), ("", None)],
)
def test_an_amount_is_read_as_it_is_written(cell, cents):
    [said] = results_in(results((KEY, "paid", cell), names="key,result,amount"))
    assert said.cents == cents


@pytest.mark.parametrize("cell", ["lots", "75.005", "nan", "Infinity", "1e999999999"])
def test_what_is_no_amount_is_told(cell):
    with pytest.raises(Wrong) as wrong:
        results_in(results((KEY, "paid", cell), names="key,result,amount"))
    assert [(mistake.row, mistake.column) for mistake in wrong.value.mistakes] == [(2, "amount")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_letters_with_accents_are_read(encoding):
    data = results((KEY, "failed", "", "", "Se mudó a Cañada…")).decode().encode(encoding)
    assert results_in(data)[0].reason == "Se mudó a Cañada…"


def test_a_reason_may_run_over_two_lines_and_rows_count_on():
    rows = ((KEY, "failed", "", "", "Moved,\r\nno new address"), (OTHER, "maybe", "", "", ""))
    with pytest.raises(Wrong) as wrong:
        results_in(results(*rows))
    assert [mistake.row for mistake in wrong.value.mistakes] == [3]


def test_rows_without_a_result_say_nothing_yet():
    assert results_in(results((KEY, "", "", "", ""), ("", "", "", "", ""))) == []


def test_the_same_row_twice_says_it_once_more():
    assert [one.key for one in results_in(results(PAID, PAID))] == [KEY, KEY]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (("6f6b", "paid", "", "", ""), "key", "not the key"),
        (("", "paid", "", "", ""), "key", "not the key"),
        ((OTHER, "yes", "", "", ""), "result", "“paid” or “failed”"),
        ((OTHER, "paid", "26.11.2026", "", ""), "paid_on", "2026-11-26"),
        ((OTHER, "paid", "2026-02-30", "", ""), "paid_on", "2026-11-26"),
        ((OTHER, "paid", "", "1" * 41, ""), "reference", "too long"),
        ((OTHER, "failed", "", "", ""), "reason", "Say why"),
        ((OTHER, "failed", "", "", "a" * 201), "reason", "too long"),
        ((KEY, "failed", "", "", "Lost"), "key", "Row 2 says something else"),
        ((KEY, "paid", "2026-11-25", "1042", ""), "key", "Row 2 says something else"),
    ],
)
def test_a_mistake_is_named_by_its_row_and_column(row, column, words):
    with pytest.raises(Wrong) as wrong:
        results_in(results(PAID, row))
    [mistake] = wrong.value.mistakes
    assert (mistake.row, mistake.column, words in mistake.words) == (3, column, True)


def test_every_mistake_is_told_at_once():
    with pytest.raises(Wrong) as wrong:
        results_in(results(("x", "maybe", "", "", ""), PAID, (OTHER, "failed", "", "", "")))
    told = [(mistake.row, mistake.column) for mistake in wrong.value.mistakes]
    assert told == [(2, "key"), (2, "result"), (4, "reason")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a CSV file"),
        (b"\r\n", "column “key”"),
        (b"hello", "column “key”"),
        (results(names="key,paid_on"), "column “result”"),
        (results(names="key,result,Result"), "column “result”"),
        (b"PK\x03\x04\x00\x00" * 20, "not a CSV file"),
        ("key,result".encode("utf-16"), "not a CSV file"),
        (b"key,result\n\x81,paid", "not a CSV file"),
        (b'key,result\n"' + b"a" * 200_000, "not a CSV file"),
        (b"key,result\n" + b"," * MOST_BYTES, "too large"),
    ],
)
def test_what_is_no_such_file_is_told_so(data, words):
    with pytest.raises(BadInput, match=words):
        results_in(data)


@given(st.binary(max_size=200))
@example(b"key,result\r\n\x00")
@example(b"\xff\xfe")
def test_whatever_is_sent_is_read_or_refused_in_words(data):
    for sent in (data, b"key,result,paid_on\r\n" + data):
        try:
            told = [one.key for one in results_in(sent)]
        except BadInput as refusal:
            told = [refusal.message]
        assert all(told)
