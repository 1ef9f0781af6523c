"""The shapes of HSDS 3's objects, and what is wrong with one.

The shapes follow https://docs.openreferral.org/en/v3.1.1/hsds/schema_reference.html (CC BY-SA 4.0) as far
as the directory uses them; what a shape does not name is kept as it is and given out again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

Check = Callable[[Any], str]


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place of the file: "contents[0].name", or "services.csv, row 3, name"."""

    path: str
    words: str


def text(longest: int) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            return _("must be words in quotes")
        if len(value) > longest:
            return _("is longer than %(longest)s letters") % {"longest": longest}
        return ""

    return check


def known_as(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        return _("must be an identifier in quotes")
    return text(64)(value)


def one_of(*names: str) -> Check:
    def check(value: Any) -> str:
        return "" if value in names else _("must be one of: %(names)s") % {"names": ", ".join(names)}

    return check


def age(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 150:
        return _("must be an age in years, between 0 and 150")
    return ""


def places(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100_000:
        return _("must be a whole number, 0 or more")
    return ""


def web(value: Any) -> str:
    # A page makes a link of it, and a link must not run a script.
    if not isinstance(value, str) or not re.match(r"https?://[^\s<>\"]+\Z", value):
        return _("must be a web address that begins with http:// or https://")
    return text(500)(value)


def mail(value: Any) -> str:
    if not isinstance(value, str) or not re.match(r"[^@\s<>\"]+@[^@\s<>\"]+\Z", value):
        return _("must be an e-mail address")
    return text(254)(value)


def day(value: Any) -> str:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return _("must be a day written as 2026-11-26")
    return ""


def moment(value: Any) -> str:
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return _("must be a time written as 2026-11-26T10:00:00Z")
    return ""


class Nested(str):
    """One object of the shape that is named."""


class Each(str):
    """A list of objects of the shape that is named."""


REQUIRED = {
    "service": ("id", "name", "status"),
    "organization": ("id", "name"),
    "location": ("id", "location_type"),
    **dict.fromkeys(("service_at_location", "language", "service_area", "phone", "address"), ("id",)),
    "capacity": ("id", "available", "updated"),
}
SHAPES: dict[str, dict[str, Check | Nested | Each]] = {
    "service": {
        **{
            "id": known_as,
            "name": text(200),
            "status": one_of(*["active", "inactive", "defunct"], "temporarily closed"),
        },
        **{"description": text(5000), "url": web, "email": mail, "eligibility_description": text(2000)},
        **{
            "application_process": text(2000),
            "fees_description": text(2000),
            "interpretation_services": text(500),
        },
        **{"minimum_age": age, "maximum_age": age, "assured_date": day},
        **{"organization": Nested("organization"), "languages": Each("language"), "phones": Each("phone")},
        **{"service_areas": Each("service_area"), "service_at_locations": Each("service_at_location")},
        "capacities": Each("capacity"),
    },
    "organization": {
        **{"id": known_as, "name": text(200), "description": text(5000), "email": mail, "website": web},
        **{"locations": Each("location"), "services": Each("service")},
    },
    "location": {
        **{"id": known_as, "name": text(200), "location_type": one_of("physical", "postal", "virtual")},
        "addresses": Each("address"),
    },
    "service_at_location": {"id": known_as, "location": Nested("location")},
    "language": {"id": known_as, "name": text(80), "code": text(12), "note": text(500)},
    "service_area": {"id": known_as, "name": text(200)},
    "phone": {"id": known_as, "number": text(60)},
    "address": {"id": known_as, "address_1": text(200), "city": text(80), "postal_code": text(20)},
    "capacity": {"id": known_as, "available": places, "maximum": places, "updated": moment},
}


def walk(row: Any, shape: str, path: str) -> Iterator[Problem]:
    """What is wrong with ``row`` and the objects in it, each with its path from ``path`` on."""
    if not isinstance(row, dict):
        yield Problem(path, _("must be an object in braces"))
        return
    before = f"{path}." if path else ""
    for name in REQUIRED[shape]:
        if row.get(name) in (None, ""):
            yield Problem(f"{before}{name}", _("is missing"))
    for name, check in SHAPES[shape].items():
        value = row.get(name)
        # Nothing said is not a mistake; what must be said was looked for above.
        if value is None or value == "":
            continue
        if isinstance(check, Nested):
            yield from walk(value, check, f"{before}{name}")
        elif isinstance(check, Each):
            yield from _walk_each(value, check, f"{before}{name}")
        elif words := check(value):
            yield Problem(f"{before}{name}", words)


def _walk_each(rows: Any, shape: str, path: str) -> Iterator[Problem]:
    if not isinstance(rows, list):
        yield Problem(path, _("must be a list in square brackets"))
        return
    for index, row in enumerate(rows):
        yield from walk(row, shape, f"{path}[{index}]")
