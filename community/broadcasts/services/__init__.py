"""Changing messages to many: writing one, sending it, stopping it; and the feeder that keeps it going."""

from community.broadcasts.services.composing import (
    change,
    compose,
    compose_from,
    review_words,
    set_limits,
    take_newest_words,
)
from community.broadcasts.services.feeding import CHECK_EVERY, CHECK_JOB, feed, feed_all, top_up_all
from community.broadcasts.services.running import (
    cancel_broadcast,
    hear,
    keep_back_all,
    pause_broadcast,
    resume_broadcast,
    send_again,
)
from community.broadcasts.services.starting import (
    KIND,
    approve_broadcast,
    said_of,
    send_back,
    send_broadcast,
)

__all__ = [
    "CHECK_EVERY",
    "CHECK_JOB",
    "KIND",
    "approve_broadcast",
    "cancel_broadcast",
    "change",
    "compose",
    "compose_from",
    "feed",
    "feed_all",
    "hear",
    "keep_back_all",
    "pause_broadcast",
    "resume_broadcast",
    "review_words",
    "said_of",
    "send_again",
    "send_back",
    "send_broadcast",
    "set_limits",
    "take_newest_words",
    "top_up_all",
]
