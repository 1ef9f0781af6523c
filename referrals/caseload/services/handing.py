"""Who looks after whom: handing families over, and standing in for a while."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.core.words import date_in_words
from community.people.models import Person
from referrals.caseload.models import Cover, Handover
from referrals.caseload.rules import keeps_caseload
from referrals.caseload.selectors import ambassadors_of
from referrals.tracking.models import Referral

# Longer than this is no holiday: hand the families over.
LONGEST_COVER = 90


@transaction.atomic
def hand_over(referral_ids: Sequence[int], *, to: Person | None, by: Person) -> int:
    """Give these families to the Ambassador ``to``, or to nobody; says how many changed hands.

    Closed ones and those that ``to`` has already stay as they are, so twice is once.
    """
    require(keeps_caseload(by))
    _check_ambassador(to, by)
    rows = (
        Referral.objects.of(by.community)
        .select_for_update()
        .filter(pk__in=referral_ids)
        .exclude(state=Referral.State.CLOSED)
        .order_by("pk")
    )
    moving = [row for row in rows if row.keeper_id != (to.pk if to else None)]
    Handover.objects.bulk_create(Handover(referral=row, given_to=to, given_by=by) for row in moving)
    Referral.objects.filter(pk__in=[row.pk for row in moving]).update(keeper=to)
    audit.record_all([audit.line(row, "hand_over", by=by) for row in moving])
    return len(moving)


def hand_all_over(of: Person | None, *, to: Person | None, by: Person) -> int:
    """Give every open family of ``of`` (None: those that nobody has) to ``to``."""
    require(keeps_caseload(by))
    theirs = Referral.objects.of(by.community).exclude(state=Referral.State.CLOSED).filter(keeper=of)
    return hand_over(list(theirs.values_list("pk", flat=True)), to=to, by=by)


@transaction.atomic
def stand_in(away: Person, *, standing_in: Person, starts_on: date, ends_on: date, by: Person) -> Cover:
    """Have ``standing_in`` see the families of ``away`` from one day until another, both included.

    Nothing is handed over: after the last day the list is as it was. The same wish again is the same cover.
    """
    require(keeps_caseload(by))
    for person in (away, standing_in):
        _check_ambassador(person, by)
    if away == standing_in:
        raise BadInput(_("Choose two people: who is away, and who stands in."))
    if ends_on < starts_on:
        raise BadInput(_("The last day is before the first."))
    if ends_on < by.community.today():
        raise BadInput(_("These days are over. Choose days to come."))
    if (ends_on - starts_on).days >= LONGEST_COVER:
        raise BadInput(_("Somebody can stand in for 90 days at most. For longer, hand the families over."))
    Person.objects.select_for_update().get(pk=away.pk)
    days = {"starts_on__lte": ends_on, "ends_on__gte": starts_on}
    other = Cover.objects.of(by.community).filter(away=away, ended_at=None, **days).first()
    if other is not None:
        if (other.standing_in_id, other.starts_on, other.ends_on) == (standing_in.pk, starts_on, ends_on):
            return other
        raise Refused(
            _("Somebody stands in already from %(first)s to %(last)s. End that first.")
            % {"first": date_in_words(other.starts_on), "last": date_in_words(other.ends_on)}
        )
    cover = Cover.objects.create(
        away=away, standing_in=standing_in, starts_on=starts_on, ends_on=ends_on, entered_by=by
    )
    audit.record(cover, "stand_in", by=by)
    return cover


@transaction.atomic
def end_cover(cover: Cover, *, by: Person) -> Cover:
    """Who was away is back early; twice is once."""
    require(keeps_caseload(by))
    locked = Cover.objects.select_for_update().get(pk=cover.pk)
    if locked.ended_at is None:
        locked.ended_at = timezone.now()
        locked.save(update_fields=["ended_at"])
        audit.record(locked, "end_cover", by=by)
    return locked


def _check_ambassador(person: Person | None, by: Person) -> None:
    if person is not None and not ambassadors_of(by.community).filter(pk=person.pk).exists():
        raise BadInput(_("Only an Ambassador of today can have families."))
