"""Files as offices bring them."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import timezone

from community.models import Person
from referrals.exchange.bundles import vocabulary as words
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
    """The rows as a file, each cell in quotation marks; other columns of the first row come last."""
    rows = list(rows)
    headings = [*HEADINGS, *(heading for heading in rows[0] if heading not in HEADINGS)] if rows else HEADINGS
    lines = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
    quoted = (between.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    return "".join(line + end for line in quoted).encode(encoding)


def bundle_bytes(children: Iterable[Mapping[str, Any]], *, status: str = "requested") -> bytes:
    """A bundle of another system: of each child what ``Canary.typed`` tells, and a ``number``."""
    return json.dumps(
        {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [
                {"fullUrl": f"urn:x:{resource['resourceType']}:{child['number']}", "resource": resource}
                for child in children
                for resource in _resources(child, status)
            ],
        }
    ).encode()


def _resources(child: Mapping[str, Any], status: str) -> Iterator[dict[str, Any]]:
    number, today = child["number"], timezone.localdate().isoformat()
    patient, request = f"urn:x:Patient:{number}", f"urn:x:ServiceRequest:{number}"
    yield {
        "resourceType": "Patient",
        "name": [{"text": child["child_name"]}],
        "birthDate": child["birth_date"],
        "address": [{"postalCode": "11212"}],
        "communication": [{"language": _coded(words.LANGUAGE, child["language"])}],
        "contact": [
            {
                "name": {"text": child["parent_name"]},
                "telecom": [{"system": "phone", "value": child["parent_phone"]}],
            }
        ],
    }
    yield {
        "resourceType": "Consent",
        "status": "active",
        "category": [_coded(words.PURPOSE, "referral"), _coded(words.PURPOSE, "texts")],
        "patient": {"reference": patient},
    }
    yield {
        "resourceType": "ServiceRequest",
        "identifier": [{"system": "urn:x", "value": str(number)}],
        "extension": [{"url": words.SOURCE, "valueCode": "clinic"}],
        "subject": {"reference": patient},
        "authoredOn": today,
        "reasonCode": [_coded(words.CONCERN, "communication")],
    }
    yield {
        "resourceType": "Task",
        "status": status,
        "focus": {"reference": request},
        "lastModified": today,
    }


def _coded(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def bring(by: Person, rows: Any, **how: Any) -> ImportFile:
    """``by`` brings a CSV file of ``rows``."""
    return bring_bytes(by, csv_bytes(rows, **how))


def bring_bytes(by: Person, content: bytes, **how: Any) -> ImportFile:
    """``by`` brings a file of these bytes."""
    return read_file(io.BytesIO(content), by=by, size=len(content), **how)
