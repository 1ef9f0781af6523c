"""Keeping beside each referral what its place in the list hangs on: the one place that reckons it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from referrals.caseload.models import Contact
from referrals.caseload.rules import HEARD, LastTry, call_on
from referrals.caseload.selectors import last_contacts
from referrals.family.rules import Worry
from referrals.family.selectors import worries_of
from referrals.tracking.models import Referral

KEPT = ("worry", "call_on", "quiet_since")


def keep_standing(referral_ids: Sequence[int]) -> None:
    """Reckon the place in the list of these referrals anew. A few queries, however many there are."""
    rows = list(Referral.objects.filter(pk__in=referral_ids).select_related("community"))
    contacts, worries = last_contacts(referral_ids), worries_of(referral_ids)
    heard = last_contacts(referral_ids, outcomes=HEARD)
    for row in rows:
        reckon(row, contacts.get(row.pk), heard.get(row.pk), worries.get(row.pk, []))
    Referral.objects.bulk_update(rows, KEPT, batch_size=500)


def reckon(
    referral: Referral,
    last: Contact | None,
    heard: Contact | None,
    worries: Sequence[tuple[Worry, datetime]],
) -> None:
    """Set the columns of ``referral``. A worry is over once somebody has spoken with the family since."""
    standing = [(worry, at) for worry, at in worries if heard is None or at > heard.recorded_at]
    worry, at = standing[0] if standing else (Worry.NONE, None)
    referral.worry = worry
    referral.quiet_since = last.happened_on if last else referral.referred_on
    referral.call_on = call_on(
        opened_on=referral.referred_on,
        due_on=referral.due_on,
        last=LastTry(last.happened_on, last.outcome, last.next_on) if last else None,
        worried_on=localdate(at, timezone=referral.community.zone) if at else None,
    )
