"""The feeder: puts the texts of a broadcast into the queue, a chunk at a time, each person's once.

A feeder may run twice, and several at once: the broadcast's row is locked, a text and the place it is
for are written in one transaction, and the database holds that a person has one place and a purpose one
text. What dies in between is begun again by the check that runs every minute, or by the sender itself.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from community.broadcasts import rules
from community.broadcasts.models import Broadcast, Recipient
from community.broadcasts.selectors import Budget, Place, budget_of, places_for, ready, texts_of, with_rights
from community.broadcasts.services.bell import once_key, ring_for
from community.broadcasts.states import Step
from community.core import jobs
from community.core.lifecycle import transition
from community.messaging.models import Message
from community.messaging.rules import next_moment_to_text
from community.messaging.selectors import people_by_phone
from community.messaging.services import Outgoing, let_go, queue_many
from community.messaging.services.bulk import NEVER
from community.people.models import Community, Person

log = logging.getLogger(__name__)

FEED_JOB = "community.broadcasts.jobs.feed"
CHECK_JOB = "community.broadcasts.jobs.feed_all"
CHECK_EVERY = 1  # minutes


def feed_all() -> None:
    """See that every broadcast that is being sent has a feeder."""
    for broadcast_id in _under_way():
        jobs.enqueue(FEED_JOB, broadcast_id)


def top_up_all() -> None:
    """Feed every broadcast here and now, so that a worker which sends it need not wait for a job.

    One that somebody holds, another worker or whoever pauses it, is passed over. A fault keeps nothing
    else from leaving: the broadcast's own job meets it again.
    """
    for broadcast_id in _under_way():
        try:
            feed(broadcast_id, or_pass=True)
        except Exception as fault:
            # No traceback: the fault's own words may hold a phone number or a name.
            log.error("broadcast %s could not be topped up: %s", broadcast_id, type(fault).__name__)


def _under_way() -> list[int]:
    sending = Broadcast.objects.filter(state=Broadcast.State.SENDING).order_by("pk")
    return list(sending.values_list("pk", flat=True))


@transaction.atomic
def feed(broadcast_id: int, *, or_pass: bool = False) -> None:
    """Queue the next texts of the broadcast, once half of the former have left; end it after the last.

    Does nothing while it is paused, and at night: the check begins again in the morning. With ``or_pass``
    it does nothing, too, while somebody else holds the broadcast.
    """
    rows = Broadcast.objects.select_for_update(of=("self",), skip_locked=or_pass)
    rows = rows.select_related("community", "version")
    broadcast = rows.filter(pk=broadcast_id, state=Broadcast.State.SENDING).first()
    if broadcast is None or not _is_day(broadcast.community, timezone.now()):
        return
    # Who heard of a text just before the broadcast was resumed may have held it just after.
    if texts_of(broadcast).filter(not_before=NEVER, state=Message.State.QUEUED).exists():
        let_go(texts_of(broadcast))
    waiting = _waiting(broadcast)
    due = waiting.filter(
        Q(state=Message.State.SENDING) | Q(not_before__lte=timezone.now(), thread__paused_at=None)
    ).count()
    chunk = rules.chunk_for(broadcast.recipients.filter(left_out="").count())
    if due > chunk // 2:
        return
    to_come = _to_come(broadcast)
    places = list(to_come.order_by("pk")[: chunk - due])
    if places:
        _queue(broadcast, places)
    elif not waiting.filter(thread__paused_at=None).exists():
        transition(broadcast, Step.FINISH, by=None, ended_at=timezone.now())
    ring_for(broadcast)


def _is_day(community: Community, now: datetime) -> bool:
    return next_moment_to_text(now, community.zone, community.texts_from, community.texts_until) == now


def _waiting(broadcast: Broadcast) -> QuerySet[Message]:
    """The first tries that are still in the queue; later ones come back in their own time."""
    in_queue = (Message.State.QUEUED, Message.State.SENDING)
    return Message.objects.filter(broadcast_recipient__broadcast=broadcast, state__in=in_queue)


def _to_come(broadcast: Broadcast) -> QuerySet[Recipient]:
    return Recipient.objects.filter(broadcast=broadcast, message__isnull=True, left_out="")


def _queue(broadcast: Broadcast, coming: Sequence[Recipient]) -> None:
    """Queue the texts to ``coming``. Whoever left, stopped or moved on since the start gets none."""
    home = broadcast.community
    here = Person.objects.filter(pk__in=[place.person_id for place in coming])
    people = list(with_rights(here.order_by("pk")))
    phones = [str(person.phone) for person in people if person.phone]
    neighbors = [who for at in people_by_phone(home, phones).values() for who in at]
    places = _affordable(home, places_for(home, ready(broadcast.version, home), people, neighbors))
    for reason in {place.left_out for place in places if place.left_out}:
        those = [place.person.pk for place in places if place.left_out == reason]
        Recipient.objects.filter(broadcast=broadcast, person__in=those).update(left_out=reason)
        if reason == Recipient.LeftOut.BUDGET:
            _to_come(broadcast).filter(pk__gt=coming[-1].pk).update(left_out=reason)
    reached = [place for place in places if not place.left_out]
    if reached:
        queue_many(
            home,
            [
                Outgoing(place.person, place.body, place.parts, once_key(broadcast.pk, place.person.pk))
                for place in reached
            ],
        )
        _join(broadcast, reached)
    else:
        jobs.enqueue(FEED_JOB, broadcast.pk)


def hold_budget(community: Community) -> Budget:
    """The month's budget. The community's row is held until the commit: nobody else spends the same money."""
    list(Community.objects.select_for_update(no_key=True).filter(pk=community.pk).values_list("pk"))
    return budget_of(community)


def _affordable(community: Community, places: Sequence[Place]) -> list[Place]:
    """``places``, but from the first on that the month's budget does not hold, nobody is reached."""
    budget, parts, kept = hold_budget(community), 0, []
    used_up = False
    for place in places:
        parts += place.parts
        used_up = used_up or (not place.left_out and not budget.holds(parts))
        is_refused = used_up and not place.left_out
        kept.append(Place(place.person, Recipient.LeftOut.BUDGET) if is_refused else place)
    return kept


def _join(broadcast: Broadcast, reached: Sequence[Place]) -> None:
    """Write down at each place which text it got. One statement."""
    key = Concat(Value(once_key(broadcast.pk, 0)[:-1]), Cast(OuterRef("person"), CharField()))
    text = Message.objects.filter(person=OuterRef("person"), once_key=key).values("pk")[:1]
    ours = Recipient.objects.filter(broadcast=broadcast, person__in=[place.person.pk for place in reached])
    ours.update(message=Subquery(text))
