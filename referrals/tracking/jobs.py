"""Work on the clock."""

import logging

from community.core import jobs
from referrals.tracking.selectors import to_ask
from referrals.tracking.services import ask_family

log = logging.getLogger(__name__)


def ask_families() -> None:
    """Every hour: queue the question for each family that is to be asked now."""
    for pk in to_ask().values_list("pk", flat=True):
        jobs.enqueue("referrals.tracking.jobs.ask_one_family", pk)


def ask_one_family(referral_id: int) -> None:
    """Ask one family, unless that has been done or may not be done any more."""
    referral = to_ask().filter(pk=referral_id).first()
    if referral is None:
        log.info("referral %s: nothing to ask", referral_id)
        return
    ask_family(referral)
