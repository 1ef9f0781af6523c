"""Offers of the demo: some wait for an answer, one for a place, one was told no. Plainly samples."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from referrals.directory.models import Service
from referrals.offers.models import Offer
from referrals.offers.services import decline_offer, put_on_waiting_list, send_to
from referrals.tracking.models import Referral
from referrals.tracking.states import CALL_IN_QUESTION

HOW_MANY = 6


def seed_offers(cast: Any) -> None:
    """The latest families who have not agreed to an evaluation are sent to who evaluates children."""
    service = Service.objects.of(cast.community).filter(name="Evaluations").select_related("listing").first()
    rows = Referral.objects.of(cast.community).filter(state__in=CALL_IN_QUESTION, receiver=None)
    rows = rows.exclude(organisation=service.listing.organisation_id if service else 0)
    sent = list(rows.select_related("child__parent", "community", "referred_by").order_by("-pk")[:HOW_MANY])
    if service is None or not sent:
        return
    offers = [send_to(row, to=service, by=row.referred_by) for row in sent]
    tom = service.checked_by
    if len(offers) == HOW_MANY and tom is not None:
        put_on_waiting_list(offers[0], expected_on=cast.today + timedelta(days=12), by=tom)
        decline_offer(offers[1], reason="language", by=tom)
        # Nobody answered this one: the Ambassador sees it.
        Offer.objects.filter(pk=offers[2].pk).update(offered_at=timezone.now() - timedelta(days=5))
