"""Tables for a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

# A spreadsheet would take a cell that begins with one of these for a formula
# (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(name: str, headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """A CSV file called ``name``. What is None, so not recorded, is an empty cell, never 0."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer)
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return answer


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
