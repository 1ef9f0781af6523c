"""Breaking the glass: one record, one hour, one reason, and everybody who should know hears of it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit, jobs
from community.core.access import require
from community.core.errors import BadInput, NotAllowed, Refused
from community.messaging.rules import clean
from community.people.models import Person
from referrals.sharing.models import LONGEST_REASON, Glass, GlassLook
from referrals.sharing.rules import SHORTEST_REASON, keeps_watch, may_break
from referrals.sharing.selectors import open_glass
from referrals.sharing.words import BROKEN
from referrals.tracking.holding import held_by
from referrals.tracking.models import Referral
from referrals.tracking.sights import Seen, role_of

TELL = "referrals.sharing.jobs.tell_of_glass"


class SeesAlready(Refused):
    """The person may see the whole record without any of this."""


@transaction.atomic
def break_glass(number: int, *, by: Person, reason: str) -> Glass:
    """Open the record of referral ``number`` to ``by`` for an hour.

    Within that hour a second press gives the same row: its end stays where it is. Raises BadInput for a
    number that is not of their community and for a reason that says nothing, SeesAlready where there is
    nothing to break.
    """
    require(may_break(by))
    reason = clean(reason)
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise BadInput(_("Write in a sentence why you must see it now."))
    # One at a time for a record: of two presses at once the second finds the first's row.
    rows = Referral.objects.of(by.community).select_for_update(of=("self",), no_key=True)
    referral = rows.filter(pk=number).first()
    if referral is None:
        raise BadInput(_("There is no referral with this number."))
    if held_by(by).filter(pk=referral.pk).exists() and sees_whole(by, referral):
        raise SeesAlready(_("You may see this record as it is."))
    glass = open_glass(by, referral)
    if glass is None:
        glass = Glass.objects.create(referral=referral, person=by, reason=reason)
        audit.record(referral.child, BROKEN, by=by, why=str(glass.pk))
        jobs.enqueue(TELL, glass.pk)
    return glass


def sees_whole(person: Person, referral: Referral) -> bool:
    """Whether nothing of the record is hidden from ``person`` by their role."""
    return Seen(referral, role_of(person, referral), today=person.community.today()).is_whole


def read_through(glass: Glass, *, by: Person) -> Referral:
    """The record behind ``glass``, while it is open, for whoever opened it. Each reading is a line.

    Raises NotAllowed from the end of the hour on, and where the person has lost their post meanwhile.
    """
    require(may_break(by) and glass.person_id == by.pk)
    if not glass.is_open:
        raise NotAllowed(_("The hour is over. If you still must see it, say why again."))
    child = glass.referral.child
    place = f"@{by.organisation_id}" if by.organisation_id else ""
    audit.record(child, "read_glass", by=by, why=f"glass{place}")
    return glass.referral


@transaction.atomic
def note_look(glass: Glass, *, by: Person) -> GlassLook:
    """Keep that somebody else looked into it; the first who did stands."""
    require(keeps_watch(by))
    if glass.person_id == by.pk:
        raise Refused(_("Somebody else must look into what you opened yourself."))
    Glass.objects.select_for_update(of=("self",)).get(pk=glass.pk)
    look, made = GlassLook.objects.get_or_create(glass=glass, defaults={"person": by, "at": timezone.now()})
    if made:
        audit.record(glass, "look_into", by=by)
    return look
