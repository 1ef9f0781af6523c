"""What budget rounds add to a first page, and to the page of their vote."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from advisory.budgets.findings import told
from advisory.budgets.models import Round
from advisory.budgets.selectors import collecting, left_cents, projects_of, published, rounds_of
from community.core.registry import Todo
from community.people.rules import runs_meetings


def todos(person: Any) -> Iterator[Todo]:
    """Ideas that nobody has read yet, for those who run meetings."""
    if not runs_meetings(person):
        return
    rounds: Any = rounds_of(person.community)
    for found in rounds.filter(waiting__gt=0)[:3]:
        said = ngettext(
            "%(count)d idea to read: %(title)s", "%(count)d ideas to read: %(title)s", found.waiting
        )
        words = said % {"count": found.waiting, "title": found.title}
        yield Todo(words, reverse("round", args=[found.pk]) + "#ideas", 45)


def way_in(person: Any) -> Iterator[Todo]:
    """The way to the rounds: where they are run, or where everybody reads them."""
    if runs_meetings(person):
        yield Todo(_("Budget rounds"), reverse("rounds"))
        return
    current = collecting(person.community) or published(person.community).first()
    if current is not None:
        words = _("What would you do with the money? %(title)s") % {"title": current.title}
        yield Todo(words, reverse("public_round", args=[person.community.slug, current.key]))


def section(decision: Any, person: Any) -> str:
    """On the page of its vote: why each project was chosen, or was not."""
    found = Round.objects.filter(decision=decision).select_related("group__community").first()
    if found is None:
        return ""
    found.decision = decision
    projects = projects_of(found, public=False).exclude(votes=None).select_related("choice")
    here = {
        "round": found,
        "community": found.group.community,
        "lines": told(found, projects, get_language() or "en"),
        "left": left_cents(found),
    }
    return render_to_string("budgets/section.html", here)
