"""Text, rows and numbers out of a file; whatever is wrong is a BadFile with its line."""

import csv
import io
import re
from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _

from advisory.counting.ballots import Amount
from advisory.counting.files.errors import BadFile

# More would not be a count of people or of money, and keeps arithmetic on hostile files cheap.
DIGITS = 15
WHOLE = re.compile(rf"[0-9]{{1,{DIGITS}}}", re.ASCII)
POINTS = re.compile(rf"-?[0-9]{{1,{DIGITS}}}", re.ASCII)
DECIMAL = re.compile(rf"[0-9]{{1,{DIGITS}}}(\.[0-9]{{1,6}})?", re.ASCII)
Row = tuple[int, list[str]]


def text_of(data: bytes) -> str:
    """``data`` as text: UTF-8, with or without a byte order mark, and any line ends.

    Raises BadFile for another encoding, for NUL, and for a file with nothing in it.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(line, _("This is not UTF-8 text. Save the file as UTF-8 and try again.")) from error
    if "\0" in text:
        raise BadFile(text.count("\n", 0, text.index("\0")) + 1, _("This is not a text file."))
    if not text.strip():
        raise BadFile(None, _("The file is empty."))
    return text


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Every line that says something, with its number."""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.strip():
            yield number, line.strip()


def rows_of(text: str, *, delimiter: str = ",", strict: bool = True) -> Iterator[Row]:
    """The rows of a table, cells without the space around them, each with the line on which it begins.

    Lines without anything are no rows. Raises BadFile for quotes that do not close; not ``strict``, those
    inside a cell are taken as they come.
    """
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    line = 1
    while True:
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadFile(line, _("This row cannot be read as a row of a table.")) from error
        if row:
            yield line, [cell.strip() for cell in row]
        line = table.line_num + 1


def fitted(row: list[str], *, width: int, line: int) -> list[str]:
    """``row`` with as many cells as the heading: spreadsheets leave empty ones out, or add some.

    Raises BadFile when a cell beyond the heading says something.
    """
    if any(row[width:]):
        raise BadFile(line, _("This row has more cells than the heading."))
    return row[:width] + [""] * (width - len(row))


def whole(cell: str, *, line: int) -> int:
    """A whole number of at least zero. Raises BadFile for anything else."""
    if WHOLE.fullmatch(cell):
        return int(cell)
    raise BadFile(line, _("“%(cell)s” should be a whole number.") % {"cell": shortened(cell)})


def points(cell: str, *, line: int) -> int:
    """A whole number, also below zero. Raises BadFile for anything else."""
    if POINTS.fullmatch(cell):
        return int(cell)
    raise BadFile(line, _("“%(cell)s” should be a whole number.") % {"cell": shortened(cell)})


def amount(cell: str, *, line: int) -> Amount:
    """An amount of money, exact: "12" or "12.50". Raises BadFile for anything else."""
    if not DECIMAL.fullmatch(cell):
        raise BadFile(line, _("“%(cell)s” should be an amount of money.") % {"cell": shortened(cell)})
    value = Fraction(cell)
    return value.numerator if value.denominator == 1 else value


def shortened(cell: str) -> str:
    """A cell as an error can show it: printable, and not a page long."""
    seen = "".join(letter if letter.isprintable() else "?" for letter in cell)
    return seen if len(seen) <= 40 else seen[:39] + "…"
