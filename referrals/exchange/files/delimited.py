"""Lines and cells of a text file. Commas, semicolons, tabs or bars part them, as the office's Excel has it.

RFC 4180 for the quotes; the first line may say "sep=;", as Excel writes it.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.utils.translation import gettext as _

from community.core.errors import BadInput

DELIMITERS = ",;\t|"
LONGEST_CELL = 5_000
LONGEST_LINE = 100_000

Row = tuple[int, list[str]]


def rows(file: BinaryIO, encoding: str) -> Iterator[Row]:
    """The number of each line and its cells, the headings first; empty lines are left out.

    Raises BadInput, with the line, for quotes that do not end and cells beyond all measure.
    """
    with _text(file, encoding) as text:
        yield from _cells(text)


@contextmanager
def _text(file: BinaryIO, encoding: str) -> Iterator[io.TextIOWrapper]:
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="strict", newline="")
    try:
        yield text
    finally:
        text.detach()  # the file itself stays open for who gave it


def _cells(text: io.TextIOWrapper) -> Iterator[Row]:
    first = text.readline(LONGEST_LINE)
    said = first.strip().lower().removeprefix("sep=") if first.lower().startswith("sep=") else ""
    heading = text.readline(LONGEST_LINE) if said else first
    delimiter = said[:1] or max(DELIMITERS, key=heading.count)
    skipped = 1 if said else 0
    reader = csv.reader(_lines(heading, text), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise BadInput(
                _("Line %(line)d has quotation marks that do not end, or signs that are no text.")
                % {"line": reader.line_num + skipped}
            ) from None
        if any(map(str.strip, cells)):
            _check_length(cells, reader.line_num + skipped)
            yield reader.line_num + skipped, cells


def _lines(first: str, text: io.TextIOWrapper) -> Iterator[str]:
    line = first
    while line:
        yield line
        line = text.readline(LONGEST_LINE)


def _check_length(cells: list[str], line: int) -> None:
    if max(map(len, cells)) > LONGEST_CELL:
        raise BadInput(
            _("Line %(line)d has a cell of more than %(letters)d letters.")
            % {"line": line, "letters": LONGEST_CELL}
        )
