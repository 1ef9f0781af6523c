"""Tables that a spreadsheet opens as they are meant: no cell of them is taken for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

# A spreadsheet would take a cell that begins with one of these for a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> Any:
    """``value`` as a cell: words that would be a formula stand behind an apostrophe; None is empty."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """``rows`` below ``headings`` as CSV."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(headings)
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue()
