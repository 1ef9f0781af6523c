"""Which key of an HSDS object stands in which column; every other key is kept in ``more``."""

from typing import Any

ORGANISATION = {
    "id": "hsds_id",
    "name": "name",
    "description": "description",
    "email": "email",
    "website": "website",
}
LOCATION = {"id": "hsds_id", "name": "name"}
SERVICE = {
    **{"id": "hsds_id", "name": "name", "status": "status", "description": "description", "url": "url"},
    **{"email": "email", "eligibility_description": "eligibility", "application_process": "how_to_apply"},
    **{"fees_description": "fees", "minimum_age": "minimum_age", "maximum_age": "maximum_age"},
}
LANGUAGE = {"id": "hsds_id", "name": "name", "code": "code", "note": "note"}
AREA = {"id": "hsds_id", "name": "name"}
AT = {"id": "hsds_id"}
# Keys that become rows or columns by rules of their own.
APART = {
    "organization": ("locations", "services"),
    "service": (
        *("organization", "languages", "service_areas", "service_at_locations"),
        "assured_date",
    ),
    "at": ("location",),
}


def split(given: dict[str, Any], columns: dict[str, str], apart: tuple[str, ...] = ()) -> tuple[dict, dict]:
    """The columns that ``given`` fills, by name, and the rest of it; keys of ``apart`` are in neither.

    What the file says nothing of, or says is null, is not among the columns: it stays as it was.
    """
    said = {columns[key]: value for key, value in given.items() if key in columns and value is not None}
    rest = {key: value for key, value in given.items() if key not in columns and key not in apart}
    return said, rest


def join(row: Any, columns: dict[str, str]) -> dict[str, Any]:
    """The HSDS object of ``row``: its columns, without those that say nothing, and what was kept beside."""
    said = {key: getattr(row, column) for key, column in columns.items()}
    known = {key: _plain(value) for key, value in said.items() if value not in (None, "")}
    return {**known, **getattr(row, "more", {})}


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
