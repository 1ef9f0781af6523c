"""What sharing adds to first pages, and to the page of a referral."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.registry import NEWS, Todo
from referrals.sharing.renewals import endings_of
from referrals.sharing.rules import keeps_watch, may_break
from referrals.sharing.selectors import unlooked_for
from referrals.tracking.rules import is_ambassador, sees_whole_community


def todos(person: Any) -> Iterator[Todo]:
    """Records that somebody opened with a reason, and nobody has looked into it."""
    if not keeps_watch(person):
        return
    waiting = unlooked_for(person).count()
    if waiting:
        words = ngettext(
            "%(count)s record was opened in an emergency: look into it",
            "%(count)s records were opened in an emergency: look into them",
            waiting,
        )
        yield Todo(words % {"count": waiting}, reverse("glass_list"), 5)


def ways_in(person: Any) -> Iterator[Todo]:
    """Where to open a record in an emergency, and where those stand that were opened."""
    if keeps_watch(person):
        yield Todo(_("Records opened in an emergency"), reverse("glass_list"), NEWS + 8)
    elif may_break(person):
        yield Todo(_("Open a record in an emergency"), reverse("glass"), NEWS + 8)


def section(referral: Any, person: Any) -> str:
    """What the parent agreed to and ends within a month, and whether it goes on; for those who follow all."""
    if not sees_whole_community(person):
        return ""
    found = endings_of(referral.child, today=person.community.today()).get(referral.child_id)
    if not found:
        return ""
    shown = {"endings": found, "referral": referral, "may_hear": is_ambassador(person)}
    return render_to_string("sharing/endings.html", shown)
