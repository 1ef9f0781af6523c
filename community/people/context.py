"""What every template may know of the visitor."""

from typing import Any

from django.conf import settings

from community.core import registry
from community.people.rules import is_staff


def here(request: Any) -> dict[str, Any]:
    """The person, their community, the places they may go, and whether this is the demo.

    ``base`` is the frame of pages that the staff and members share: staff have their rail, a member one card.
    """
    person = getattr(request, "person", None)
    entries = sorted(registry.menu, key=lambda entry: entry.order) if person else []
    return {
        "person": person,
        "community": getattr(request, "community", None),
        "menu": [entry for entry in entries if entry.opens_to(person)],
        "base": "base/page.html" if is_staff(person) else "base/family.html",
        "demo": settings.DEMO,
        "languages": [("en", "English"), ("es", "Español"), ("ht", "Kreyòl")],
    }
