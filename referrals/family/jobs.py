"""Work on the clock."""

import logging

from community.core import jobs
from community.people.models import Community
from referrals.family.rules import QUESTIONS
from referrals.family.selectors import to_ask
from referrals.family.services import ask_family
from referrals.family.services.asking import may_text_now
from referrals.tracking.models import Referral

log = logging.getLogger(__name__)


def ask_families() -> None:
    """Every hour: queue the question for each family that is to be asked now."""
    for community in Community.objects.order_by("pk"):
        if may_text_now(community):
            due = (to_ask(community, one).values_list("pk", flat=True) for one in QUESTIONS.values())
            for pk in sorted({pk for found in due for pk in found}):
                jobs.enqueue("referrals.family.jobs.ask_one_family", pk)


def ask_one_family(referral_id: int) -> None:
    """Ask one family, unless that has been done or may not be done any more."""
    found = Referral.objects.filter(pk=referral_id).select_related("community", "child__parent__community")
    referral = found.first()
    if referral is None or ask_family(referral) is None:
        log.info("referral %s: nothing to ask", referral_id)
