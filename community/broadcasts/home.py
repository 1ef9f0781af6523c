"""What messages to many add to a first page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from community.broadcasts.rules import may_send
from community.broadcasts.selectors import sent_back, short_of_money, waiting_for
from community.core.registry import Todo


def todos(person: Any) -> Iterator[Todo]:
    """What waits for approval, what came back, and what the money did not reach."""
    if not may_send(person):
        return
    for broadcast in waiting_for(person):
        text = _("“%(name)s” waits for your approval") % {"name": broadcast.version.template.name}
        yield Todo(text, reverse("broadcast", args=[broadcast.pk]), 12)
    for broadcast in sent_back(person):
        words = {"name": broadcast.version.template.name, "why": broadcast.why}  # type: ignore[attr-defined]
        yield Todo(
            _("“%(name)s” came back to you: %(why)s") % words, reverse("broadcast", args=[broadcast.pk]), 22
        )
    for broadcast in short_of_money(person.community):
        text = _("The budget for texts ran out before “%(name)s” reached everybody")
        yield Todo(
            text % {"name": broadcast.version.template.name}, reverse("broadcast", args=[broadcast.pk]), 28
        )
