"""Writing down a call, a text or a visit."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.core.words import date_in_words
from community.people.models import Person
from referrals.caseload.models import Contact
from referrals.caseload.rules import HEARD, Outcome, keeps_caseload, next_try
from referrals.caseload.services.standing import keep_standing
from referrals.tracking.models import Referral

# A later next call would pass by a whole clock of the law.
LATEST_NEXT = timedelta(days=90)


@dataclass(frozen=True)
class Told:
    """What somebody says of a try: how, what came of it, and what stands in the family's way.

    ``happened_on`` None: today. ``next_on`` None: when the rules say.
    """

    kind: str
    outcome: str
    barrier: str = ""
    happened_on: date | None = None
    next_on: date | None = None


@transaction.atomic
def log_contact(referral: Referral, told: Told, *, seen: int, by: Person) -> Contact:
    """Write down a try to reach the family of ``referral``.

    ``seen``: how many contacts ``by`` had before them. The same press again gives the same contact;
    where somebody else has noted one meanwhile it is refused, so that nobody calls twice unawares.
    """
    require(keeps_caseload(by))
    locked = Referral.objects.select_for_update().get(pk=referral.pk)
    today = by.community.today()
    happened_on = told.happened_on or today
    last = Contact.objects.filter(referral=referral).order_by("-number").first()
    if last is not None and last.number == seen + 1 and _is_same(last, told, happened_on, by):
        return last
    if locked.state == Referral.State.CLOSED:
        raise Refused(_("This referral is closed, so no more calls are noted."))
    if seen != (last.number if last else 0):
        raise Refused(_("A call was noted meanwhile. Look at it first, then note yours if it was another."))
    next_on = _next(told, happened_on, today=today, referred_on=locked.referred_on)
    contact = Contact.objects.create(
        referral=referral,
        number=seen + 1,
        kind=told.kind,
        outcome=told.outcome,
        barrier=told.barrier,
        happened_on=happened_on,
        next_on=next_on,
        recorded_by=by,
    )
    audit.record(referral, "contact", by=by, to_state=told.outcome)
    keep_standing([referral.pk])
    return contact


def _is_same(last: Contact, told: Told, happened_on: date, by: Person) -> bool:
    """Whether ``last`` says all that ``told`` says, by the same person."""
    kept = (last.kind, last.outcome, last.barrier, last.happened_on, last.recorded_by_id)
    return kept == (told.kind, told.outcome, told.barrier, happened_on, by.pk) and (
        told.next_on is None or told.next_on == last.next_on
    )


def _next(told: Told, happened_on: date, *, today: date, referred_on: date) -> date | None:
    """The day of the next try, once all that was told can be right."""
    if happened_on > today:
        raise BadInput(_("This day is in the future. Write the day it happened."))
    if happened_on < referred_on:
        raise BadInput(
            _("The referral was made on %(day)s. This day is before it.")
            % {"day": date_in_words(referred_on)}
        )
    if told.barrier and told.outcome not in HEARD:
        raise BadInput(_("What stands in the way is what the family said. Choose it when you reached them."))
    if told.outcome == Outcome.NO_MORE:
        if told.next_on is not None:
            raise BadInput(_("They asked us not to call, so leave the day of the next call empty."))
        return None
    if told.next_on is None:
        return next_try(told.outcome, happened_on)
    if not today <= told.next_on <= today + LATEST_NEXT:
        raise BadInput(_("The next call can be today or on a day within 90 days."))
    return told.next_on
