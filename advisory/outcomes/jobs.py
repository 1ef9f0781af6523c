"""What follow-through does in the background. A job may run twice, and then changes nothing."""

import logging

from advisory.decisions.models import Decision
from advisory.outcomes import services
from advisory.outcomes.selectors import decisions_with_news
from community.core import jobs

log = logging.getLogger(__name__)

TELL_JOB = "advisory.outcomes.jobs.tell_news"


def tell_news(decision_id: int) -> None:
    """Tell those who voted what is new."""
    decision = Decision.objects.select_related("group__community").filter(pk=decision_id).first()
    if decision is None:
        log.warning("no decision %s to tell news of", decision_id)
        return
    services.tell_news(decision)


def tell_what_waited() -> None:
    """Every hour: what was written down after the text of a day goes with that of the next."""
    for key in decisions_with_news().values_list("pk", flat=True):
        jobs.enqueue(TELL_JOB, key)
