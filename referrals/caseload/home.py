"""What the caseload adds to the first page of those who keep it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.registry import FirstStep, Todo
from referrals.caseload.rules import keeps_caseload
from referrals.caseload.selectors import counts, in_words
from referrals.tracking.rules import is_ambassador


def todos(person: Any) -> Iterator[Todo]:
    """Clocks that have run out or soon will, and families who say that nobody called."""
    if not keeps_caseload(person):
        return
    found = counts(person.community)
    lines = (
        (
            found.help,
            ngettext("%(count)s family wants help", "%(count)s families want help", found.help),
            "caseload_help",
            5,
        ),
        (
            found.uncalled,
            ngettext(
                "%(count)s family says nobody called",
                "%(count)s families say nobody called",
                found.uncalled,
            ),
            "caseload_uncalled",
            10,
        ),
        (
            found.runs_out,
            ngettext(
                "Clock runs out for %(count)s child this week",
                "Clock runs out for %(count)s children this week",
                found.runs_out,
            ),
            "caseload_all",
            15,
        ),
        (
            found.late,
            ngettext(
                "Clock has run out for %(count)s child",
                "Clock has run out for %(count)s children",
                found.late,
            ),
            "caseload_all",
            16,
        ),
    )
    for count, words, url_name, urgency in lines:
        if count:
            # Counted are the families of everybody, so the list shows those too.
            yield Todo(words % {"count": in_words(count)}, f"{reverse(url_name)}?of=all", urgency)


def first_step(person: Any) -> FirstStep | None:
    """The Ambassador goes to the list."""
    if not is_ambassador(person):
        return None
    words = _("When a family should be called or a clock runs out, it shows here.")
    return FirstStep(_("See all families"), f"{reverse('caseload')}?of=all", words)


def offer(person: Any) -> tuple[str, str] | None:
    """What the Ambassador of the demo would try first."""
    if not is_ambassador(person):
        return None
    return _("See whose clock runs out first, and who says nobody called"), reverse("caseload")
