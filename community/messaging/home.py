"""What texting adds to the first page of the staff."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.registry import Todo
from community.messaging.selectors import assigned_count, unread_count, waiting_counts
from community.people.rules import is_staff


def todos(person: Any) -> Iterator[Todo]:
    """Who may want no more texts, what waits or failed, what is yours, and a carrier that takes none."""
    if not is_staff(person):
        return
    counts = waiting_counts(person.community)
    if paused := counts["paused"]:
        words = ngettext(
            "%(number)d person may want no more texts", "%(number)d people may want no more texts", paused
        )
        yield Todo(words % {"number": paused}, _list("paused"), 14)
    if waiting := counts["waiting"]:
        words = ngettext("%(number)d text waits for a person", "%(number)d texts wait for a person", waiting)
        yield Todo(words % {"number": waiting}, _list("waiting"), 15)
    if shut_out := counts["shut_out"]:
        words = ngettext(
            "The texting service does not accept our account: %(number)d text waits",
            "The texting service does not accept our account: %(number)d texts wait",
            shut_out,
        )
        yield Todo(words % {"number": shut_out}, reverse("inbox"), 5)
    if failed := counts["failed"]:
        words = ngettext("%(number)d text failed", "%(number)d texts failed", failed)
        yield Todo(words % {"number": failed}, _list("failed"), 30)
    if yours := assigned_count(person):
        words = ngettext("%(number)d conversation is yours", "%(number)d conversations are yours", yours)
        yield Todo(words % {"number": yours}, _list("mine"), 25)


def way_in(person: Any) -> Iterator[Todo]:
    """The way to the texts, which stands there when nothing waits as well; how many are unread."""
    if not is_staff(person):
        return
    if unread := unread_count(person.community):
        words = ngettext(
            "Texts: %(number)d conversation with unread texts",
            "Texts: %(number)d conversations with unread texts",
            unread,
        )
        yield Todo(words % {"number": unread}, _list("unread"))
    else:
        yield Todo(_("Texts: all are read"), reverse("inbox"))


def _list(state: str) -> str:
    """Where the conversations of one kind are listed."""
    return f"{reverse('inbox')}?state={state}"
