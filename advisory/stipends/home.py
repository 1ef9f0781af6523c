"""What money adds to a first page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.stipends.models import Stipend
from advisory.stipends.selectors import own_stipends, unpaid_meetings
from advisory.stipends.words import own_words
from community.core.registry import NEWS, FirstStep, Todo
from community.people.rules import handles_money, is_board_member, is_coordinator, is_finance

States = Stipend.State
# A member's own stipends on their first page: those of the last meetings.
SHOWN = 3


def todos(person: Any) -> Iterator[Todo]:
    """One's own stipends; for a coordinator what to approve."""
    for stipend in own_stipends(person)[:SHOWN]:
        yield Todo(own_words(stipend), reverse("my_stipends"), NEWS + 10)
    if not handles_money(person):
        return
    others = Stipend.objects.of(person.community).exclude(person=person)
    if is_coordinator(person) and (count := others.filter(state=States.OWED).count()):
        said = ngettext("%(count)d stipend to approve", "%(count)d stipends to approve", count)
        yield Todo(said % {"count": count}, f"{reverse('stipends')}?state=owed", 40)
    for meeting, rate in unpaid_meetings(person.community):
        parts = {"code": meeting.group.code, "number": meeting.number}
        if rate is None:
            yield Todo(
                _("No rate for %(code)s meeting %(number)d, so nobody is paid for it") % parts,
                reverse("rate_new"),
                30,
            )
        else:
            yield Todo(
                _("Nobody is owed anything yet for %(code)s meeting %(number)d") % parts,
                reverse("stipends"),
                30,
            )


def first_step(person: Any) -> FirstStep | None:
    """Finance looks at the money, a board member at their own."""
    if is_finance(person):
        words = _("When a stipend is approved and ready to pay, it shows here.")
        return FirstStep(_("See the money"), reverse("stipends"), words)
    if is_board_member(person):
        words = _("When a meeting is planned or a vote opens, it shows here and you get a text.")
        return FirstStep(_("See my stipends"), reverse("my_stipends"), words)
    return None


def offer(person: Any) -> tuple[str, str] | None:
    """What a coordinator of the demo would try first."""
    if is_coordinator(person):
        return _("Approve the stipends of the last meeting"), f"{reverse('stipends')}?state=owed"
    return None
