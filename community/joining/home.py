"""What joining offers the visitors of the demo."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from community.people.rules import is_coordinator


def offer(person: Any) -> tuple[str, str] | None:
    """The page and the flyers, for a coordinator."""
    return (_("Bring families in"), reverse("join_invite")) if is_coordinator(person) else None
