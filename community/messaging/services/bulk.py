"""Many texts at once: into the queue, held there, let go again, taken out of it. A few queries each."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.core import jobs
from community.messaging.models import Message, Thread
from community.messaging.services.dropping import drop
from community.messaging.services.outbound import SEND_JOB
from community.people.models import Community, Person

# A text that is held waits for a moment that never comes.
NEVER = datetime(9000, 1, 1, tzinfo=UTC)


class Outgoing(NamedTuple):
    """A text, ready to leave. ``once_key``: what it is for; the same purpose is texted to a phone once."""

    person: Person
    body: str
    segments: int
    once_key: str


@transaction.atomic
def queue_many(community: Community, texts: Sequence[Outgoing]) -> None:
    """Queue ``texts`` to people of ``community`` who have phones, and one job that sends them.

    A text whose purpose stands on its phone's thread already is not queued again.
    """
    threads = _threads(community, {str(text.person.phone) for text in texts})
    Message.objects.bulk_create(
        (
            Message(
                thread=threads[str(text.person.phone)],
                person=text.person,
                direction=Message.Direction.OUT,
                state=Message.State.QUEUED,
                body=text.body,
                segments=text.segments,
                language=text.person.language,
                once_key=text.once_key,
            )
            for text in texts
        ),
        ignore_conflicts=True,
    )
    jobs.enqueue(SEND_JOB)


def _threads(community: Community, phones: Iterable[str]) -> dict[str, Thread]:
    """The thread of each phone, made if need be."""
    phones = sorted(phones)  # in one order, so that two of us never wait for each other
    here = Thread.objects.of(community).filter(phone__in=phones)
    known = {thread.phone: thread for thread in here}
    new = [Thread(community=community, phone=phone) for phone in phones if phone not in known]
    if not new:
        return known
    Thread.objects.bulk_create(new, ignore_conflicts=True)
    return {thread.phone: thread for thread in here.all()}


@transaction.atomic
def hold_back(texts: QuerySet[Message]) -> None:
    """Let none of ``texts`` leave that have not left yet, until ``let_go``."""
    Message.objects.filter(pk__in=_still_here(texts)).update(not_before=NEVER)


@transaction.atomic
def let_go(texts: QuerySet[Message]) -> None:
    """Let those of ``texts`` leave that ``hold_back`` held."""
    held = texts.filter(not_before=NEVER)
    Message.objects.filter(pk__in=_still_here(held)).update(not_before=timezone.now())
    jobs.enqueue(SEND_JOB)


@transaction.atomic
def drop_waiting(texts: QuerySet[Message]) -> None:
    """Take back those of ``texts`` that have not left yet."""
    waiting = Message.objects.filter(pk__in=_still_here(texts)).select_related("thread__community")
    drop([(text, Message.Dropped.TAKEN_BACK) for text in waiting])


def _still_here(texts: QuerySet[Message]) -> list[int]:
    """The keys of those of ``texts`` that wait, locked: no worker takes them meanwhile."""
    waiting = texts.filter(state=Message.State.QUEUED).order_by("pk")
    return list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
