"""Passing a family on: to another organization, or back to who sent it. No clock starts again."""

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit, jobs
from community.core.access import require
from community.core.errors import BadInput, Refused
from community.people.models import Consent, Organisation, Person
from referrals.directory.models import Service
from referrals.offers.models import Offer
from referrals.offers.rules import may_send, may_withdraw
from referrals.offers.services.answering import withdraw_offer
from referrals.offers.states import ALIVE
from referrals.tracking.models import Referral
from referrals.tracking.services import agree, transfer_referral

REMIND_JOB = "referrals.offers.jobs.remind_one"


@transaction.atomic
def send_to(referral: Referral, *, to: Service | Organisation, by: Person) -> Offer:
    """Ask an organization, alone or for one of its services, whether it takes the family, as the parent
    agreed just now.

    Twice is once. Raises Refused while another organization has not answered, or when it is closed.
    """
    require(may_send(by, referral))
    service = to if isinstance(to, Service) else None
    organisation = to.listing.organisation if isinstance(to, Service) else to
    if organisation.community_id != referral.community_id or organisation.pk == referral.organisation_id:
        raise BadInput(_("Choose another organization of this community."))
    locked = Referral.objects.select_for_update().get(pk=referral.pk)
    if locked.state == Referral.State.CLOSED:
        raise Refused(_("This referral is closed."))
    waiting = _alive(locked)
    if waiting is not None and waiting.organisation_id == organisation.pk:
        return waiting
    if waiting is not None:
        raise _unanswered(waiting, by)
    if locked.receiver_id == organisation.pk:
        raise Refused(_("This organization has the family already."))
    agree(locked.child, Consent.Purpose.SHARE, by=by, organisation=organisation)
    transfer_referral(locked, receiver=organisation, happened_on=by.community.today(), by=by)
    offer = Offer.objects.create(referral=locked, organisation=organisation, service=service, offered_by=by)
    audit.record(offer, "offer", by=by, to_state=offer.state)
    jobs.enqueue(REMIND_JOB, offer.pk)
    return offer


@transaction.atomic
def give_back(referral: Referral, *, by: Person) -> Referral:
    """Who logged the referral is to act again, whoever had it; an offer that waits is taken back.

    Twice is once. Who was asked and has not answered says no instead, so that the reason is known.
    """
    require(may_send(by, referral))
    locked = Referral.objects.select_for_update().get(pk=referral.pk)
    waiting = _alive(locked)
    if waiting is None:
        return transfer_referral(locked, receiver=None, happened_on=by.community.today(), by=by)
    if not may_withdraw(by, locked):
        raise _unanswered(waiting, by)
    return withdraw_offer(waiting, by=by).referral


def _alive(referral: Referral) -> Offer | None:
    return Offer.objects.filter(referral=referral, state__in=ALIVE).first()


def _unanswered(offer: Offer, by: Person) -> Refused:
    if offer.organisation_id == by.organisation_id:
        return Refused(_("Your organization has not answered yet. Say yes or no first."))
    return Refused(_("Another organization has not answered yet. Take that back first."))
