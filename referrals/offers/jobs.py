"""Work on the clock."""

import logging

from community.core import jobs
from referrals.offers.models import Offer, OfferNotice
from referrals.offers.selectors import unsettled
from referrals.offers.services import mail_notice, remind

log = logging.getLogger(__name__)


def remind_all() -> None:
    """Every hour: queue a look at each offer that waits."""
    for pk in unsettled().values_list("pk", flat=True):
        jobs.enqueue("referrals.offers.jobs.remind_one", pk)


def remind_one(offer_id: int) -> None:
    """Send what is due about one offer, or settle it."""
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        log.info("offer %s: gone", offer_id)
        return
    remind(offer)


def mail_one(notice_id: int) -> None:
    """Send one e-mail, unless it has left."""
    notice = OfferNotice.objects.filter(pk=notice_id).first()
    if notice is None:
        log.info("notice %s: gone", notice_id)
        return
    mail_notice(notice)
