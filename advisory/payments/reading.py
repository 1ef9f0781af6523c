"""Reading the payer's file of results. Nothing here reads the database.

The payer sends back the file that the run gave, or one of its own with a column for the key and one for
the result. Spreadsheets write CSV in several ways, so letters, separators, names of columns and ways to
write a day are taken as they come.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from community.core.errors import BadInput

MOST_BYTES = 1_000_000
LONGEST_REFERENCE, LONGEST_REASON = 40, 200
PAID, FAILED = "paid", "failed"
AMOUNT = re.compile(r"\$? ?[0-9][0-9,]{0,11}(\.[0-9]{1,2})?")
NO_SIGNS = str.maketrans("", "", "$, ")
DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y")


class Said(NamedTuple):
    """What one row says of one payment."""

    row: int
    key: UUID
    result: str
    paid_on: date | None = None
    reference: str = ""
    reason: str = ""
    # What the file says was to be paid, where it says it.
    cents: int | None = None


class Mistake(NamedTuple):
    """What is wrong in one cell; rows count as a spreadsheet shows them, the names of columns being 1."""

    row: int
    column: str
    words: str


class Wrong(BadInput):
    """The file cannot be right. ``mistakes`` says where."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(_("Nothing was written down. Mend these rows, then send the file again."))
        self.mistakes = mistakes


def results_in(data: bytes) -> list[Said]:
    """What each row of the file says. Rows without a result say nothing yet and are left out.

    Raises BadInput when it is no such file, and Wrong with every cell that cannot be read.
    """
    if len(data) > MOST_BYTES:
        raise BadInput(_("This file is too large. A file of results is at most 1 MB."))
    names, rows = _cells(_text(data))
    for needed in ("key", "result"):
        if names.count(needed) != 1:
            raise BadInput(
                _("The first row must name one column “%(column)s”. Save the file as CSV.")
                % {"column": needed}
            )
    said: list[Said] = []
    mistakes: list[Mistake] = []
    for number, cells in enumerate(rows, start=2):
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
        found = list(_mistakes(number, row))
        mistakes += found
        if row.get("result") and not found:
            said.append(_said(number, row))
    mistakes += _twice(said)
    if mistakes:
        raise Wrong(sorted(mistakes))
    return said


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput(_("This is not a CSV file. In the spreadsheet choose “Save as”, then CSV."))


def _cells(text: str) -> tuple[list[str], list[list[str]]]:
    """The names of the columns, and the rows below them."""
    first = text.partition("\n")[0]
    written = StringIO(text, newline="")
    try:
        names, *rows = csv.reader(written, delimiter=max(",;\t", key=first.count))
    except (csv.Error, ValueError) as error:
        raise BadInput(_("This is not a CSV file. In the spreadsheet choose “Save as”, then CSV.")) from error
    return [_name(cell) for cell in names], rows


def _name(cell: str) -> str:
    """“Paid on”, “PAID-ON” and “paid_on” are one column."""
    return "_".join(cell.replace("-", " ").replace("_", " ").lower().split())


def _mistakes(number: int, row: dict[str, str]) -> Iterator[Mistake]:
    """What cannot be read in a row that says a result."""
    result = row.get("result", "").lower()
    if not result:
        return
    if _key(row.get("key", "")) is None:
        yield Mistake(number, "key", _("This is not the key of a payment. Copy it from the run's file."))
    if result not in (PAID, FAILED):
        yield Mistake(number, "result", _("Write “paid” or “failed”."))
    if row.get("amount") and _cents(row["amount"]) is None:
        yield Mistake(number, "amount", _("Write the amount like 75.00."))
    if row.get("paid_on") and _day(row["paid_on"]) is None:
        yield Mistake(number, "paid_on", _("Write the day like 2026-11-26."))
    if len(row.get("reference", "")) > LONGEST_REFERENCE:
        yield Mistake(number, "reference", _("This is too long. A check's number is enough."))
    if result == FAILED and not row.get("reason"):
        yield Mistake(number, "reason", _("Say why the payment did not go through."))
    if len(row.get("reason", "")) > LONGEST_REASON:
        yield Mistake(number, "reason", _("This is too long. One sentence is enough."))


def _said(number: int, row: dict[str, str]) -> Said:
    key = _key(row["key"])
    assert key is not None  # noqa: S101  _mistakes has found none
    cents = _cents(row["amount"]) if row.get("amount") else None
    if row["result"].lower() == FAILED:
        return Said(number, key, FAILED, reason=row["reason"], cents=cents)
    day = _day(row["paid_on"]) if row.get("paid_on") else None
    return Said(number, key, PAID, day, row.get("reference", ""), cents=cents)


def _twice(said: list[Said]) -> Iterator[Mistake]:
    """One payment in two rows that do not say the same."""
    first: dict[UUID, Said] = {}
    for one in said:
        other = first.setdefault(one.key, one)
        if one._replace(row=other.row) != other:
            words = _("Row %(row)d says something else of the same payment.") % {"row": other.row}
            yield Mistake(one.row, "key", words)


def _key(cell: str) -> UUID | None:
    try:
        return UUID(cell)
    except ValueError:
        return None


def _cents(cell: str) -> int | None:
    """Whole cents of “75”, “75.00”, “$1,075.00”; None of anything else."""
    if not AMOUNT.fullmatch(cell):
        return None
    return int(Decimal(cell.translate(NO_SIGNS)) * 100)


def _day(cell: str) -> date | None:
    for pattern in DAYS:
        try:
            return datetime.strptime(cell, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None
