"""What panels add to a first page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from advisory.choosing.selectors import to_score
from community.core.registry import Todo
from community.people.rules import runs_meetings

SHOWN = 3


def todos(person: Any) -> Iterator[Todo]:
    """Panels whose candidates wait for this person's scores."""
    seen: set[int] = set()
    for candidate in to_score(person):
        if candidate.panel_id not in seen and len(seen) < SHOWN:
            seen.add(candidate.panel_id)
            said = _("Give your scores: %(panel)s") % {"panel": candidate.panel.title}
            yield Todo(said, reverse("panel", args=[candidate.panel_id]), 20)


def way_in(person: Any) -> Iterator[Todo]:
    """The way to the panels, for those who run them."""
    if runs_meetings(person):
        yield Todo(_("Choosing panels"), reverse("panels"))
