"""What a correction of who was at a meeting means for money."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.stipends.models import Stipend
from advisory.stipends.services import accrue_for
from community.core.words import money_in_words
from community.meetings.models import Attendance, Meeting
from community.people.models import Person


def follow_correction(meeting: Meeting, people: Sequence[Person], by: Person) -> list[str]:
    """Owe what is owed now. What is owed for somebody who was not there stays in the book, which is
    never changed: then the sentences say what a person must do."""
    said = []
    new = accrue_for(meeting, by)
    if new:
        words = ngettext("%(number)s stipend is owed now.", "%(number)s stipends are owed now.", new)
        said.append(words % {"number": new})
    here = Attendance.objects.filter(meeting=meeting, person__in=people).values("person")
    kept = Stipend.objects.filter(meeting=meeting, person__in=people).exclude(person__in=here)
    return said + [_what_to_do(stipend) for stipend in kept.select_related("person").order_by("pk")]


def _what_to_do(stipend: Stipend) -> str:
    facts = {
        "name": stipend.person.display_name,
        "amount": money_in_words(stipend.amount_cents),
    }
    if stipend.state == Stipend.State.OWED:
        return _("%(amount)s for %(name)s is still in the book as owed. Do not approve it.") % facts
    if stipend.state == Stipend.State.APPROVED:
        return _("%(amount)s for %(name)s is approved already. Tell finance today not to pay it.") % facts
    return _("%(amount)s for %(name)s is paid already. Talk with finance and with them about it.") % facts
