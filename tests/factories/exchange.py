"""Files as offices bring them."""

import io
from typing import Any

from community.models import Person
from referrals.exchange.services import read_file
from referrals.models import ImportFile

HEADINGS = (
    *("child_name", "birth_date", "zip_code", "language", "concerns", "source"),
    *("parent_name", "parent_phone", "consent", "may_text", "races", "sex", "own_number"),
)
ROW = {
    **{"child_name": "Zephyrine", "zip_code": "11212", "language": "en", "concerns": "communication"},
    **{"source": "clinic", "parent_name": "Wideline Joseph", "consent": "yes", "may_text": "yes"},
    **{"races": "black", "sex": "f", "own_number": ""},
}


def row(number: int = 0, **changes: Any) -> dict[str, str]:
    """One row that is right; each number is another child of another parent."""
    names = {"child_name": f"Zephyrine {_letters(number)}", "parent_name": f"Wideline {_letters(number)}"}
    born = {"birth_date": f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}"}
    return {**ROW, **names, **born, "parent_phone": f"+1347{5_550_000 + number:07d}", **changes}


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).title()


def csv_bytes(rows: Any, *, encoding: str = "utf-8", between: str = ",", end: str = "\r\n") -> bytes:
    """The rows as a file, each cell in quotation marks."""
    lines = [HEADINGS, *([row.get(heading, "") for heading in HEADINGS] for row in rows)]
    quoted = (between.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    return "".join(line + end for line in quoted).encode(encoding)


def bring(by: Person, rows: Any, **how: Any) -> ImportFile:
    """``by`` brings a CSV file of ``rows``."""
    return bring_bytes(by, csv_bytes(rows, **how))


def bring_bytes(by: Person, content: bytes, **how: Any) -> ImportFile:
    """``by`` brings a file of these bytes."""
    return read_file(io.BytesIO(content), by=by, size=len(content), **how)
