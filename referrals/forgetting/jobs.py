"""Work on the clock."""

import logging

from community.core import jobs
from referrals.forgetting.selectors import children_due, referrals_with_texts_due
from referrals.forgetting.services import forget_child, forget_texts
from referrals.tracking.models import Child, Referral

log = logging.getLogger(__name__)


def forget_what_is_due() -> None:
    """Once a day: queue each child and each referral of which something has been kept for its time."""
    for referral in referrals_with_texts_due():
        jobs.enqueue("referrals.forgetting.jobs.forget_texts_of", referral.pk)
    for child in children_due():
        jobs.enqueue("referrals.forgetting.jobs.forget_one_child", child.pk)


def forget_one_child(child_id: int) -> None:
    """Forget one child, unless that has been done or is not due any more."""
    if not forget_child(Child(pk=child_id)):
        log.info("child %s: nothing to forget", child_id)


def forget_texts_of(referral_id: int) -> None:
    """Forget the texts about one referral, unless that has been done or is not due any more."""
    if not forget_texts(Referral(pk=referral_id)):
        log.info("referral %s: no texts to forget", referral_id)
