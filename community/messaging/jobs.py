"""Jobs of texting."""

import logging

from django.utils import timezone

from community.core import jobs, registry
from community.messaging import gateway, services
from community.messaging.models import Thread
from community.messaging.rules import KEEP_WORDS_FOR
from community.messaging.services import calling
from community.messaging.services.sweeping import SWEEP_JOB
from community.people.models import Community

log = logging.getLogger(__name__)


def send_waiting() -> None:
    """Send what is due, and let those know who have more. May run twice, and several at once."""
    services.send_waiting()
    for hook in registry.texts_left:
        hook()


def call_phone(thread_id: int) -> None:
    """Call a phone that asked for it. May run twice: it calls once."""
    thread = Thread.objects.filter(pk=thread_id).select_related("community").first()
    if thread is None:
        log.warning("no thread %s to call", thread_id)
        return
    calling.call_phone(thread)


def sweep() -> None:
    """Every ten minutes: compare each community's messages with the carrier's list."""
    for key in Community.objects.filter(number__isnull=False).order_by("pk").values_list("pk", flat=True):
        jobs.enqueue(SWEEP_JOB, key)


def sweep_one(community_id: int) -> None:
    """Compare one community's messages with the carrier's list. May run twice, and several at once."""
    community = Community.objects.filter(pk=community_id).first()
    if community is None:
        return
    try:
        services.sweep(community)
    except gateway.NotListed:
        # No traceback: an address of the carrier's list holds phone numbers.
        log.warning("the carrier's list of messages could not be read for community %s", community_id)


def tidy() -> None:
    """Once a day: delete what need not be kept. May run twice."""
    now = timezone.now()
    services.strike_out_ways_in(now)
    services.reduce_old_messages(now)
    jobs.forget_failures(now - KEEP_WORDS_FOR)
