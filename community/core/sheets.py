"""Tables that a spreadsheet opens as they are meant: no cell of them is taken for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from django.http import HttpResponse

# A spreadsheet would take a cell that begins with one of these for a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> Any:
    """``value`` as a cell: words that would be a formula stand behind an apostrophe. What is None, so not
    recorded, is empty, never 0."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def table(headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    """``rows`` below ``headings`` as CSV."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(headings)
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue()


def sheet(name: str, headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """A CSV file called ``name``, to be kept."""
    answer = HttpResponse(table(headings, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
