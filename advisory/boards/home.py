"""What boards add to a first page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from advisory.boards.selectors import overdue_reviews, terms_due
from community.core.registry import Todo
from community.core.words import date_in_words
from community.people.rules import is_coordinator

SHOWN = 3


def ways_in(person: Any) -> Iterator[Todo]:
    """A coordinator's rail is full without the boards."""
    if is_coordinator(person):
        yield Todo(_("Boards: seats, terms and charters"), reverse("boards"))


def todos(person: Any) -> Iterator[Todo]:
    """For a coordinator: texts that should have been looked at again, and terms that run out."""
    if not is_coordinator(person):
        return
    today = person.community.today()
    for charter in overdue_reviews(person.community, today)[:SHOWN]:
        words = _("Look at “%(title)s” of %(group)s again: it was due on %(day)s") % {
            "title": charter.title,
            "group": charter.group.name,
            "day": date_in_words(charter.review_on),
        }
        yield Todo(words, reverse("charter", args=[charter.pk]), 45)
    for term in terms_due(person.community, today)[:SHOWN]:
        words = _("The term of %(name)s in seat %(number)d of %(group)s is over on %(day)s") % {
            "name": term.membership.person.display_name,
            "number": term.seat.number,
            "group": term.seat.group.name,
            "day": date_in_words(term.due_on),
        }
        yield Todo(words, reverse("seat", args=[term.seat_id]), 46)
