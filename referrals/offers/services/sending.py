"""Sending a family to an organization."""

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit, jobs
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.people.models import Consent, Person
from referrals.directory.models import Service
from referrals.offers.models import Offer
from referrals.offers.rules import may_send
from referrals.offers.states import ALIVE
from referrals.tracking.models import Referral
from referrals.tracking.services import agree, transfer_referral

REMIND_JOB = "referrals.offers.jobs.remind_one"


@transaction.atomic
def send_to(referral: Referral, *, service: Service, by: Person) -> Offer:
    """Ask the organization of ``service`` whether it takes the family, as the parent agreed just now.

    Twice is once. Raises Refused while another organization has not answered, or when it is closed.
    """
    require(may_send(by, referral))
    body = service.listing.organisation
    if service.community_id != referral.community_id or body.pk == referral.organisation_id:
        raise BadInput(_("Choose another organization of this community."))
    locked = Referral.objects.select_for_update().get(pk=referral.pk)
    if locked.state == Referral.State.CLOSED:
        raise Refused(_("This referral is closed."))
    waiting = Offer.objects.filter(referral=locked, state__in=ALIVE).first()
    if waiting is not None and waiting.organisation_id == body.pk:
        return waiting
    if waiting is not None:
        raise Refused(_("Another organization has not answered yet. Take that back first."))
    agree(locked.child, Consent.Purpose.SHARE, by=by, organisation=body)
    transfer_referral(locked, receiver=body, happened_on=by.community.today(), by=by)
    offer = Offer.objects.create(referral=locked, organisation=body, service=service, offered_by=by)
    audit.record(offer, "offer", by=by, to_state=offer.state)
    jobs.enqueue(REMIND_JOB, offer.pk)
    return offer
