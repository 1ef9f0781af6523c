"""Jobs of texting."""

import logging

from community.messaging import services
from community.messaging.models import Thread
from community.messaging.services import calling

log = logging.getLogger(__name__)


def send_waiting() -> None:
    """Send what is due. May run twice, and several at once."""
    services.send_waiting()


def call_phone(thread_id: int) -> None:
    """Call a phone that asked for it. May run twice: it calls once."""
    thread = Thread.objects.filter(pk=thread_id).select_related("community").first()
    if thread is None:
        log.warning("no thread %s to call", thread_id)
        return
    calling.call_phone(thread)
