"""Texts on their way: what waits, what may not leave, what went wrong."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from community.messaging import rules
from community.messaging.models import (
    Message,
    Thread,
)
from community.people.models import Community

_TROUBLE = (Message.State.FAILED, Message.State.UNKNOWN)

_LATER = Message.objects.filter(
    Q(first_try=OuterRef("pk")) | Q(first_try=OuterRef("first_try")), attempt__gt=OuterRef("attempt")
)
# Whether a message, in a queryset, is followed by another try.
TRIED_AGAIN = Exists(_LATER)


def waiting_texts(thread: Thread) -> QuerySet[Message]:
    """Texts that have not left yet; the confirmation of a STOP is none of them. Their rows are held."""
    return _held_back(thread).filter(despite_stop=False)


def confirmations(thread: Thread) -> QuerySet[Message]:
    """Confirmations of a STOP that have not left yet. Their rows are held."""
    return _held_back(thread).filter(despite_stop=True)


def _held_back(thread: Thread) -> QuerySet[Message]:
    """What waits in ``thread``. A text that a worker takes meanwhile is none of them any more."""
    waiting = Message.objects.filter(thread=thread, state=Message.State.QUEUED).order_by("pk")
    return waiting.select_related("thread__community").select_for_update(of=("self",))


def silenced(texts: Sequence[Message]) -> set[int]:
    """The keys of those ``texts`` whose phones want none now: they said STOP, or what may mean it.

    Asked again just before a text is handed over: a phone may say so after a worker has taken its text.
    """
    stopped = Q(thread__opted_out_at__isnull=False)
    paused = Q(thread__paused_at__isnull=False, is_reply=False)
    ours = Message.objects.filter(pk__in=[text.pk for text in texts], despite_stop=False)
    return set(ours.filter(stopped | paused).values_list("pk", flat=True))


def waiting_counts(community: Community) -> dict[str, Any]:
    """How many threads wait for a person (``waiting``) or may want no more texts (``paused``), how many
    texts failed unseen (``failed``), and how many wait for our account to be let in (``shut_out``)."""
    threads = Thread.objects.of(community).aggregate(
        waiting=Count("waiting_since"), paused=Count("paused_at")
    )
    failed = Message.objects.of(community).aggregate(
        failed=Count(
            "pk", filter=Q(~TRIED_AGAIN, state__in=_TROUBLE, claimed_at__gte=F("thread__failed_since"))
        ),
        shut_out=Count("pk", filter=Q(state=Message.State.QUEUED, error_code__in=rules.ACCOUNT_SHUT)),
    )
    return {**threads, **failed}
