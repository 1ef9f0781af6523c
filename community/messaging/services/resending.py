"""Sending again, to exactly those whom a text did not reach."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from community.core import audit, jobs
from community.messaging import rules
from community.messaging.models import Message
from community.messaging.services.outbound import SEND_JOB
from community.messaging.services.outcomes import another_try
from community.people.models import Person


class Resent(NamedTuple):
    """How many texts go out again, and how many cannot, because their link is struck out."""

    sent: int
    without_link: int


@transaction.atomic
def resend_to_those_missed(messages: QuerySet[Message], *, by: Person) -> Resent:
    """Queue ``messages`` (of one community) again for those whose latest try failed for good.

    Not to phones that said STOP, nor where a try was delivered, is on its way or may have arrived, nor
    what is pointless by now. Pressed twice, it sends once: the database holds one next try of a text.
    """
    asked = messages.filter(direction=Message.Direction.OUT, is_secret=False)
    roots = {first or key for key, first in asked.values_list("pk", "first_try_id")}
    # Their locks, so that a second press waits, and finds the first one's tries.
    list(Message.objects.filter(pk__in=roots).select_for_update().order_by("pk").values_list("pk"))
    now = timezone.now()
    missed = [text for text in _latest_tries(roots) if _missed(text, now)]
    again = [another_try(text, not_before=now) for text in missed if not rules.is_struck_out(text.body)]
    if again:
        Message.objects.bulk_create(again, ignore_conflicts=True)
        jobs.enqueue(SEND_JOB)
        audit.record(missed[0], "resend", by=by, why=str(len(again)))
    return Resent(len(again), len(missed) - len(again))


def _latest_tries(roots: Collection[int]) -> list[Message]:
    """The last try of each text, given by its first."""
    tries = Message.objects.filter(Q(pk__in=roots) | Q(first_try__in=roots)).order_by("attempt", "pk")
    latest = {
        text.first_try_id or text.pk: text
        for text in tries.select_related("thread__community", "first_try", "asks")
    }
    return list(latest.values())


def _missed(text: Message, now: datetime) -> bool:
    """Whether ``text`` did not arrive and is still worth sending."""
    dropped_by_stop = text.state == Message.State.DROPPED and text.dropped_for == Message.Dropped.STOPPED
    is_over = (text.useful_until is not None and text.useful_until <= now) or (
        text.asks is not None and text.asks.closed_at is not None
    )
    return (
        (text.state == Message.State.FAILED or dropped_by_stop)
        and text.thread.opted_out_at is None
        and text.reduced_at is None
        and not is_over
    )
