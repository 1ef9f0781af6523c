"""What a correction of who was at a meeting means for money."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.ledger.models import LedgerEntry
from advisory.stipends.models import Stipend
from advisory.stipends.services import attendance_says
from community.core.words import money_in_words
from community.meetings.models import Meeting
from community.people.models import Person


def follow_correction(meeting: Meeting, people: Sequence[Person], by: Person) -> list[str]:
    """Owe what is owed now and take back what is not; say so, and what a person must settle."""
    before = _last_line(meeting)
    kept = attendance_says(meeting, people, by=by)
    new = LedgerEntry.objects.of(meeting.group.community).filter(number__gt=before, stipend__meeting=meeting)
    said = []
    if owed := new.filter(kind=LedgerEntry.Kind.ACCRUAL).count():
        words = ngettext("%(number)s stipend is owed now.", "%(number)s stipends are owed now.", owed)
        said.append(words % {"number": owed})
    if back := new.filter(kind=LedgerEntry.Kind.REVERSAL).count():
        words = ngettext("%(number)s stipend is taken back.", "%(number)s stipends are taken back.", back)
        said.append(words % {"number": back})
    return said + [_what_to_do(stipend) for stipend in kept]


def _last_line(meeting: Meeting) -> int:
    last = LedgerEntry.objects.of(meeting.group.community).order_by("number").last()
    return last.number if last else 0


def _what_to_do(stipend: Stipend) -> str:
    facts = {"name": stipend.person.display_name, "amount": money_in_words(stipend.amount_cents)}
    if stipend.state == Stipend.State.SENDING:
        return _("%(amount)s for %(name)s is on its way already. Tell finance today not to pay it.") % facts
    return _("%(amount)s for %(name)s is paid already. Talk with finance and with them about it.") % facts
