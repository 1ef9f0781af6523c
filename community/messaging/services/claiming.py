"""Which texts may leave now; those that may not are held, or dropped with the reason."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from community.core import jobs
from community.core.lifecycle import Move, transition_all
from community.messaging import rules
from community.messaging.models import Message
from community.messaging.selectors import people_by_phone
from community.messaging.services.dropping import drop
from community.messaging.services.outbound import SEND_JOB
from community.messaging.states import Step
from community.people.models import Community

Zones = dict[tuple[int, str], list[ZoneInfo]]


def come_back(moment: datetime, due_again: set[datetime]) -> None:
    """See that a job sends at ``moment``, once for all texts that this run holds until then.

    Call it in the transaction that holds the text: a worker that dies later has left the job behind.
    ``due_again`` are the moments for which this run has done so.
    """
    if moment not in due_again:
        jobs.enqueue_at(moment, SEND_JOB)
        due_again.add(moment)


def claim(most: int, due_again: set[datetime]) -> list[Message]:
    """Take the next texts that may leave now, answers first; on the way, hold or drop those that may not.

    At most ``most``; none when nothing is due.
    """
    while True:
        with transaction.atomic():
            batch = list(_due(timezone.now())[:most])
            if not batch:
                return []
            _sort_out(batch, due_again)
        taken = [message for message in batch if message.state == Message.State.SENDING]
        if taken:
            return taken


def _due(now: datetime) -> QuerySet[Message]:
    """What is due and held back by nobody, locked; another worker's batch is passed over."""
    held_back = Q(thread__paused_at__isnull=False, is_reply=False)
    due = Message.objects.filter(state=Message.State.QUEUED, not_before__lte=now).exclude(held_back)
    return (
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("thread__community", "person", "asks")
        .order_by("-is_reply", "pk")
    )


def _sort_out(batch: Sequence[Message], due_again: set[datetime]) -> None:
    """Claim, hold or drop each text of ``batch``; of those to one phone, the next one alone is claimed.

    The carrier gets a batch all at once, and would mix up their order.
    """
    now = timezone.now()
    zones = _zones(batch, now)
    claims: dict[int, Move[Message]] = {}
    drops: list[tuple[Message, Message.Dropped]] = []
    held: dict[datetime, list[int]] = defaultdict(list)
    for message in batch:
        moment = _moment_for(message, zones, now)
        if isinstance(moment, Message.Dropped):
            drops.append((message, moment))
        elif moment > now:
            held[moment].append(message.pk)
        elif message.thread_id not in claims:
            claims[message.thread_id] = Move(message, Step.CLAIM, {"claimed_at": now})
    for moment, keys in held.items():
        Message.objects.filter(pk__in=keys).update(not_before=moment)
        come_back(moment, due_again)
    drop(drops)
    transition_all(list(claims.values()), by=None)


def _moment_for(message: Message, zones: Zones, now: datetime) -> datetime | Message.Dropped:
    """When ``message`` may leave: now, or later; or why not at all."""
    thread, person = message.thread, message.person
    if thread.opted_out_at is not None and not message.despite_stop:
        return Message.Dropped.STOPPED
    is_answer = message.is_reply and not message.is_secret
    if person is not None and person.phone != thread.phone and not is_answer:
        return Message.Dropped.NUMBER_GONE
    moment = now
    if not _answers(message, now):
        home = thread.community
        clocks = [person.zone] if person else zones[home.pk, thread.phone]
        moment = rules.next_moment_for_all(now, clocks, home.texts_from, home.texts_until)
    if message.asks is not None and message.asks.closed_at is not None:
        return Message.Dropped.CLOSED
    too_late = message.useful_until is not None and moment >= message.useful_until
    return Message.Dropped.TOO_LATE if too_late else moment


def _answers(message: Message, now: datetime) -> bool:
    """Whether it leaves at any hour. What the carrier did not take for an hour answers nobody any more."""
    return message.is_reply and now - message.created_at < rules.ANSWER_WINDOW


def hold_for_day(texts: QuerySet[Message]) -> None:
    """Let those of ``texts`` that wait, of one thread, leave when texts may, though they are answers."""
    waiting = list(texts.filter(state=Message.State.QUEUED).select_related("thread__community"))
    if not waiting:
        return
    thread, now = waiting[0].thread, timezone.now()
    home, people = thread.community, people_by_phone(thread.community, [thread.phone])
    clocks = [home.zone, *{person.zone for person in people.get(thread.phone, ()) if person.time_zone}]
    moment = rules.next_moment_for_all(now, clocks, home.texts_from, home.texts_until)
    if moment > now:
        Message.objects.filter(pk__in=[text.pk for text in waiting]).update(not_before=moment)
        come_back(moment, set())


def _zones(batch: Sequence[Message], now: datetime) -> Zones:
    """The clocks of everybody on the phones whose texts are for nobody alone, the community's first."""
    found: Zones = {}
    phones: dict[int, set[str]] = defaultdict(set)
    homes: dict[int, Community] = {}
    for message in batch:
        home = homes.setdefault(message.thread.community_id, message.thread.community)
        if message.person is not None:
            message.person.community = home
        elif not _answers(message, now):
            phones[home.pk].add(message.thread.phone)
    for key, wanted in phones.items():
        people = people_by_phone(homes[key], sorted(wanted))
        for phone in wanted:
            own = {person.zone for person in people.get(phone, []) if person.time_zone}
            found[key, phone] = [homes[key].zone, *own]
    return found
