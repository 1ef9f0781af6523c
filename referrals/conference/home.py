"""What the conference adds to a first page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.registry import NEWS, Todo
from referrals.conference.rules import may_come
from referrals.conference.selectors import steps_of


def ways_in(person: Any) -> Iterator[Todo]:
    """The way to the conferences."""
    if may_come(person):
        yield Todo(_("The weekly case conference"), reverse("conferences"), NEWS)


def todos(person: Any) -> Iterator[Todo]:
    """Next steps that one took on and that are due."""
    if not may_come(person):
        return
    due = steps_of(person).filter(due_on__lte=person.community.today()).count()
    if due:
        words = ngettext(
            "%(count)s next step of the case conference is due",
            "%(count)s next steps of the case conference are due",
            due,
        )
        yield Todo(words % {"count": due}, reverse("conferences"), 18)
