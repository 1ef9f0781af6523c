"""What decisions add to a first page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from advisory.decisions.selectors import open_to, told_lately
from advisory.decisions.words import outcome_words, until
from community.core.registry import NEWS, Todo
from community.people.rules import is_board_member, runs_meetings

# Results on the first page of those who could vote: the last ones.
SHOWN = 2


def todos(person: Any) -> Iterator[Todo]:
    """Votes that wait for this person's ballot, and what came of the last ones.

    For those who run meetings also the votes that stay open until somebody closes them.
    """
    for decision in open_to(person):
        ends = until(decision)
        said = (_("Vote on “%(title)s” until %(time)s") if ends else _("Vote on “%(title)s”")) % {
            "title": decision.title,
            "time": ends,
        }
        yield Todo(said, reverse("decision", args=[decision.pk]), 10)
    for decision in told_lately(person)[:SHOWN]:
        yield Todo(outcome_words(decision, decision.result), reverse("decision", args=[decision.pk]), NEWS)
    if runs_meetings(person):
        still_open = Decision.objects.of(person.community).filter(
            state=Decision.State.OPEN, closes_at__isnull=True
        )
        for decision in still_open:
            said = _("The vote on “%(title)s” is open until you close it") % {"title": decision.title}
            yield Todo(said, reverse("decision", args=[decision.pk]), 30)


def offer(person: Any) -> tuple[str, str] | None:
    """What a board member of the demo would try first: the vote that is open, else what was decided."""
    if not is_board_member(person):
        return None
    decision = open_to(person).first()
    if decision is not None:
        return _("Vote on “%(title)s”") % {"title": decision.title}, reverse("decision", args=[decision.pk])
    return _("See what the board has decided"), reverse("decisions")
