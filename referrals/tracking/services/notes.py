"""Turning notes on and off for an organization, and what a note may be."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput
from community.people.models import Organisation, Person
from referrals.tracking.models import LONGEST_NOTE, NotesAllowed
from referrals.tracking.rules import may_log
from referrals.tracking.selectors import notes_allowed


@transaction.atomic
def turn_notes_on(*, by: Person) -> NotesAllowed:
    """``by``'s organization writes notes from now on. Twice is once."""
    organisation = _own(by)
    allowed = notes_allowed(organisation)
    if allowed is None:
        allowed = NotesAllowed.objects.create(organisation=organisation, began_by=by)
        audit.record(allowed, "turn_notes_on", by=by)
    return allowed


@transaction.atomic
def turn_notes_off(*, by: Person) -> None:
    """No more notes are written. Those that are stay, for whoever may see them. Twice is once."""
    allowed = notes_allowed(_own(by))
    if allowed is not None:
        allowed.ended_at, allowed.ended_by = timezone.now(), by
        allowed.save(update_fields=["ended_at", "ended_by"])
        audit.record(allowed, "turn_notes_off", by=by)


def _own(by: Person) -> Organisation:
    """The organization of ``by``, locked: one switch at a time."""
    require(may_log(by))
    assert by.organisation is not None  # noqa: S101  may_log has seen it
    own: Organisation = Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation.pk)
    return own


def check_note(note: str, allowed: NotesAllowed | None) -> str:
    """``note`` in one line, as it is kept; "" for none. Raises BadInput where it may not be."""
    words = " ".join(note.split())
    if words and allowed is None:
        raise BadInput(_("Your organization writes no notes. Take the note out, or turn notes on first."))
    if len(words) > LONGEST_NOTE:
        raise BadInput(_("A note has at most %(most)d letters.") % {"most": LONGEST_NOTE})
    return words
