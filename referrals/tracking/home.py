"""What tracking adds to a provider's first page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.registry import FirstStep, Todo
from referrals.tracking.rules import follows_own, may_log
from referrals.tracking.selectors import waiting_for_first_call


def todos(person: Any) -> Iterator[Todo]:
    """Families of the provider's own organisation whom nobody there has called yet."""
    if not follows_own(person):
        return
    waiting = waiting_for_first_call(person)
    if waiting:
        words = ngettext(
            "%(count)s family waits for your first call",
            "%(count)s families wait for your first call",
            waiting,
        )
        yield Todo(words % {"count": waiting}, reverse("referrals"), 20)


def first_step(person: Any) -> FirstStep | None:
    """A provider logs a referral."""
    if not may_log(person):
        return None
    words = _(
        "When a family tells us that nobody called yet, it shows here. "
        "Logging a referral takes about a minute."
    )
    return FirstStep(_("Log a referral"), reverse("referral_new"), words)


def offer(person: Any) -> tuple[str, str] | None:
    """What a provider of the demo would try first."""
    if not may_log(person):
        return None
    return _("Log a referral in under a minute"), reverse("referral_new")
