"""Services of the directory, for tests."""

import json
from pathlib import Path
from typing import Any

from community.models import Person
from referrals.directory.services import add_service, set_places
from referrals.models import Service

HSDS = Path(__file__).resolve().parents[1] / "data" / "hsds"
ID = "ac148810-d857-441c-9679-408f346de14b"


def example(name: str) -> Any:
    """One of the specification's own examples."""
    return json.loads((HSDS / f"hsds_{name}.json").read_text())


def listed(by: Person, *, places: int | None = None, **said: Any) -> Service:
    """A service that ``by`` entered for their organization, with ``places`` open."""
    told = {"name": "Speech therapy", "languages": ["en"], "areas": ["11212"], **said}
    service = add_service(by.organisation, by=by, **told)
    return set_places(service, open_places=places, by=by) if places is not None else service


def small(**changes: Any) -> dict[str, Any]:
    """The shortest service that HSDS allows, with its organization."""
    body = {"id": "o1", "name": "Elm Street Clinic", "description": "A clinic."}
    return {"id": "s1", "name": "Screening", "status": "active", "organization": body, **changes}


def as_file(found: Any) -> bytes:
    return json.dumps(found).encode()
