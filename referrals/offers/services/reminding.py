"""Notices of offers: to the staff of who is asked, then to the Ambassador. No family is named in any."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.core import audit, jobs
from community.messaging.services import send_text, speaking_to
from community.people.models import Person
from referrals.offers import wordings
from referrals.offers.models import Offer, OfferNotice
from referrals.offers.rules import ESCALATE_AFTER, is_stuck, notices_due
from referrals.offers.selectors import ambassadors, providers_of
from referrals.offers.services.settling import settle
from referrals.offers.states import State

MAIL_JOB = "referrals.offers.jobs.mail_one"
TO_AMBASSADOR = 0


@transaction.atomic
def remind(offer: Offer, now: datetime | None = None) -> int:
    """Tell those who should have heard of ``offer`` by ``now`` and have not; says how many were told.

    Run twice, late, or killed halfway, it goes on with those who have no notice yet; of several that are
    due by now only the last is sent.
    """
    now = now or timezone.now()
    locked = settle(offer)
    if locked.state != State.OPEN:
        return 0
    told = sum(_tell(locked, person, notices_due(locked.offered_at, now)) for person in providers_of(locked))
    if is_stuck(locked.offered_at, now):
        told += _escalate(locked, now)
    return told


def _escalate(offer: Offer, now: datetime) -> int:
    if offer.escalated_at is None:
        offer.escalated_at = now
        offer.save(update_fields=["escalated_at"])
        audit.record(offer, "escalate", by=None)
    return sum(_tell(offer, person, TO_AMBASSADOR) for person in ambassadors(offer.referral.community))


def _tell(offer: Offer, person: Person, number: int) -> bool:
    """One notice: an e-mail by a job, and a text where a phone is known. False where it was made before."""
    notice, is_new = OfferNotice.objects.get_or_create(offer=offer, person=person, number=number)
    if not is_new:
        return False
    if person.email:
        jobs.enqueue(MAIL_JOB, notice.pk)
    send_text(
        person,
        lambda: wordings.text_of(person.community, number),
        once_key=f"offer:{offer.pk}:{person.pk}:{number}",
        useful_until=timezone.now() + ESCALATE_AFTER,
    )
    return True


@transaction.atomic
def mail_notice(notice: OfferNotice) -> bool:
    """Send the e-mail of ``notice``, unless it has left or the answer has come meanwhile."""
    locked = (
        OfferNotice.objects.select_for_update(of=("self",))
        .select_related("offer", "person__community")
        .get(pk=notice.pk)
    )
    person = locked.person
    if locked.mailed_at is not None or locked.offer.state != State.OPEN or not person.email:
        return False
    locked.mailed_at = timezone.now()
    locked.save(update_fields=["mailed_at"])
    with speaking_to(person):
        subject, words = wordings.mail_of(
            person.community, locked.number, address=settings.PUBLIC_URL + reverse("offers")
        )
    send_mail(subject, words, settings.DEFAULT_FROM_EMAIL, [person.email])
    return True
