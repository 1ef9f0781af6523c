"""The fields of a text for many, such as {first_name}: pure functions."""

import re
from collections.abc import Mapping

FIELDS = ("first_name", "community")
# A field, known or not; else a brace that opens or closes none.
_FIELD = re.compile(r"\{([^{}]*)\}|[{}]")


def fill(body: str, values: Mapping[str, str]) -> str:
    """``body`` with its fields replaced. What stands in a value is never taken for a field."""
    return _FIELD.sub(lambda found: values.get(found[1] or "", found[0]), body)


def unknown_fields(body: str) -> list[str]:
    """What looks like a field and is none, as it stands there; each once."""
    found = (match[0] for match in _FIELD.finditer(body) if match[1] not in FIELDS)
    return list(dict.fromkeys(found))


def without_fields(body: str) -> str:
    """``body`` with nothing where its fields stood."""
    return _FIELD.sub(" ", body)
