"""Lines and cells of an Excel workbook (.xlsx). Formulas are never worked out; they come as what they say."""

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from community.core.errors import BadInput
from referrals.exchange.files.delimited import LONGEST_CELL, Row

ZIP = b"PK\x03\x04"
# Old .xls workbooks, and any with a password (Microsoft MS-CFB 2.2).
OLE = b"\xd0\xcf\x11\xe0"
# A workbook keeps its words in one table, which has to be held; a bigger one comes as CSV, which is not.
MOST_UNPACKED = 60_000_000
MOST_WORDS = 20_000_000
MOST_PARTS = 500
# Sheets pack to a tenth or a twentieth; what packs to a thousandth was made to fill a disk.
MOST_PACKED = 200


def rows(file: BinaryIO) -> Iterator[Row]:
    """The number of each row of the first sheet and its cells, the headings first; empty rows are left out.

    Raises BadInput for what is no workbook, has a password, or unpacks to too much.
    """
    _check_parts(file)
    from openpyxl import load_workbook

    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a sheet says of its own size may be anything
        for number, row in enumerate(sheet.iter_rows(), start=1):
            cells = [_words(cell) for cell in row]
            if any(cells):
                yield number, cells
    except (BadZipFile, KeyError, IndexError, ValueError, TypeError, ParseError, EOFError, OSError):
        raise _no_workbook() from None


def _check_parts(file: BinaryIO) -> None:
    file.seek(0)
    try:
        with ZipFile(file) as parts:
            infos = parts.infolist()
            has_entities = any(b"<!" in _beginning(parts, info) for info in infos[:MOST_PARTS])
    except (BadZipFile, OSError, ValueError, RuntimeError):  # the last: locked, or packed in another way
        raise _no_workbook() from None
    unpacked = sum(info.file_size for info in infos)
    words = sum(info.file_size for info in infos if info.filename.endswith("sharedStrings.xml"))
    too_tight = any(
        info.file_size > 1_000_000 and info.file_size > MOST_PACKED * max(1, info.compress_size)
        for info in infos
    )
    if has_entities:
        raise _no_workbook()
    if unpacked > MOST_UNPACKED or words > MOST_WORDS or len(infos) > MOST_PARTS or too_tight:
        raise BadInput(_("This workbook is too big. Save it as “CSV UTF-8” and bring that."))


def _beginning(parts: ZipFile, info: ZipInfo) -> bytes:
    """Where a part would define entities, which no workbook may (ECMA-376 part 2, 8.2.3), and bombs do."""
    if not info.filename.endswith((".xml", ".rels")):
        return b""
    with parts.open(info) as part:
        return part.read(1_000).replace(b"\0", b"").replace(b"<!--", b"")


def _no_workbook() -> BadInput:
    return BadInput(_("This is no workbook that we can read. Save it as .xlsx or as “CSV UTF-8”."))


def _words(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return value if isinstance(value, str) and value.startswith("=") else "="
    if isinstance(value, date):  # a moment, too
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = str(value)
    if len(words) > LONGEST_CELL:
        raise ValueError(words[:10])
    return words
