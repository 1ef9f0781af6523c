"""What texting adds to the first page of the staff."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from community.core.registry import Todo
from community.messaging.selectors import waiting_counts
from community.people.rules import is_staff


def todos(person: Any) -> Iterator[Todo]:
    """Texts that no machine could answer, and texts that did not arrive, and a carrier that takes none."""
    if not is_staff(person):
        return
    counts = waiting_counts(person.community)
    if waiting := counts["waiting"]:
        words = ngettext("%(number)d text waits for a person", "%(number)d texts wait for a person", waiting)
        yield Todo(words % {"number": waiting}, reverse("inbox"), 15)
    if shut_out := counts["shut_out"]:
        words = ngettext(
            "The texting service does not accept our account: %(number)d text waits",
            "The texting service does not accept our account: %(number)d texts wait",
            shut_out,
        )
        yield Todo(words % {"number": shut_out}, reverse("inbox"), 5)
    if failed := counts["failed"]:
        words = ngettext("%(number)d text failed", "%(number)d texts failed", failed)
        yield Todo(words % {"number": failed}, reverse("inbox"), 30)
