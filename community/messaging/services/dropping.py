"""Texts that are not sent after all, and what lets somebody in struck out of those that are done with."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from community.core.lifecycle import Move, transition_all
from community.messaging import rules
from community.messaging.models import Message
from community.messaging.services.phones import ring_phones
from community.messaging.states import Step

_DONE_WITH = (Step.DELIVER, Step.FAIL, Step.DROP)


def drop(texts: Iterable[tuple[Message, Message.Dropped]], *, channel: str = "") -> None:
    """Do not send these texts, each for its reason, unless they have left meanwhile."""
    moves = [
        Move(text, Step.DROP, {"dropped_for": why, **struck_out(text, Step.DROP)}) for text, why in texts
    ]
    dropped = transition_all(moves, by=None, channel=channel)
    for community in {text.thread.community for text in dropped}:
        ring_phones(community)


def struck_out(message: Message, verb: str) -> dict[str, str]:
    """The body as ``verb`` leaves it: links stay while it may have to be sent again, a code until it left.

    Only the simulator keeps both: what its phones show is our own table.
    """
    code_has_left = message.is_secret and verb not in (Step.CLAIM, Step.RELEASE)
    if settings.SMS_BACKEND == "simulator" or not (verb in _DONE_WITH or code_has_left):
        return {}
    return {"body": rules.without_ways_in(message.body, has_code=message.is_secret)}


def strike_out_ways_in(now: datetime) -> int:
    """Strike out the links of texts that were sent three days ago and of which no news came since.

    The nightly job calls it; returns how many. It may run twice, and stop in the middle.
    """
    old = Message.objects.filter(
        direction=Message.Direction.OUT,
        state=Message.State.SENT,
        sent_at__lt=now - rules.KEEP_LINKS_FOR,
        body__contains="/l/",
    ).exclude(body__contains=rules.STRUCK_LINK)
    done = 0
    for key, body in old.values_list("pk", "body").iterator(chunk_size=500):
        # Retention may have emptied it meanwhile, and what is empty stays so.
        done += old.filter(pk=key).update(body=rules.without_ways_in(body))
    return done
