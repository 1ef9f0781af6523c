"""What follow-through adds to a first page and to the page of a decision."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from advisory.outcomes.rules import may_follow
from advisory.outcomes.selectors import without_a_promise
from advisory.outcomes.thread import facts
from community.core.registry import Todo
from community.people.rules import runs_meetings

# Decisions without a promise on a first page: the last ones; the record counts all.
SHOWN = 3


def todos(person: Any) -> Iterator[Todo]:
    """For those who run meetings: what was decided two weeks ago and nobody has promised anything for."""
    if runs_meetings(person):
        for decision in without_a_promise(person.community)[:SHOWN]:
            said = _("Nobody has promised anything yet for “%(title)s”") % {"title": decision.title}
            yield Todo(said, reverse("outcome", args=[decision.pk]), 35)


def ways_in(person: Any) -> Iterator[Todo]:
    """The record that everybody may read."""
    yield Todo(_("What was decided, and what came of it"), reverse("record", args=[person.community.slug]))


def section(decision: Any, person: Any) -> str:
    """The thread of a closed decision, at the end of its page."""
    if decision.state != Decision.State.CLOSED:
        return ""
    shown = facts(decision) | {"follows": may_follow(person, decision)}
    return render_to_string("outcomes/section.html", shown)
