"""Answers that were given otherwise: by a step on the referral's own page, or by its end."""

from django.db import transaction
from django.utils import timezone

from community.core.lifecycle import transition
from community.people.models import Consent
from referrals.offers.models import Offer
from referrals.offers.services.answering import lock, send_back
from referrals.offers.states import ALIVE
from referrals.tracking.holding import may_hold
from referrals.tracking.models import Referral
from referrals.tracking.rules import may_update
from referrals.tracking.states import Turn


@transaction.atomic
def settle(offer: Offer) -> Offer:
    """Bring a waiting offer in line with its referral; twice is once.

    An organization that called the family has taken it, without pressing so. A referral that is closed,
    or went on to somebody else, waits for nobody's answer. Where the
    parent ended the sharing, it goes back to who sent it.
    """
    locked = lock(offer)
    referral = locked.referral
    if locked.state not in ALIVE:
        return locked
    elsewhere = referral.receiver_id != locked.organisation_id
    if referral.state == Referral.State.CLOSED or elsewhere:
        return transition(locked, "withdraw", by=None)
    if not may_hold(locked.organisation, referral.child, Consent.Purpose.SHARE):
        done = transition(locked, "withdraw", by=None)
        # Who sent it may have passed it on since, or left.
        people = (locked.offered_by, referral.referred_by)
        by = next((one for one in people if may_update(one, referral)), None)
        if by is not None:
            send_back(locked, by=by)
        return done
    step = (
        referral.steps.filter(turn=Turn.TAKEN, recorded_at__gte=locked.offered_at)
        .filter(recorded_by__organisation=locked.organisation_id)
        .order_by("pk")
        .first()
    )
    if step is None or referral.state == Referral.State.REFERRED:
        return locked
    return transition(
        locked, "accept", by=step.recorded_by, answered_by=step.recorded_by, answered_at=timezone.now()
    )
