"""The carrier's own list of messages, compared with ours: nothing is lost, and nothing sent twice.

A text out whose worker died, or whose answer was lost on the line, is "unknown" until this list shows it,
or shows that it never left. A text in whose webhook never came is taken in from it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from community.core import jobs
from community.core.lifecycle import Move
from community.messaging import gateway, rules
from community.messaging.gateway import Listed
from community.messaging.models import Message, Sweep, Thread
from community.messaging.rules import Command
from community.messaging.services.claiming import hold_for_day
from community.messaging.services.dropping import drop
from community.messaging.services.inbound import keep_unread, receive_text
from community.messaging.services.outbound import SEND_JOB
from community.messaging.services.outcomes import news_of, record
from community.messaging.services.sending import write_off_the_lost
from community.messaging.states import Step
from community.people.models import Community
from community.people.phones import is_e164

SWEEP_JOB = "community.messaging.jobs.sweep_one"
# A text that the carrier took this long ago stands in its list by now.
SAFE_WAIT = timedelta(minutes=10)
# Each sweep looks back this much before the end of the last one: a message may be listed late.
OVERLAP = timedelta(hours=1)
# How far back the first sweep of a community looks.
FIRST_LOOK = timedelta(days=1)
# What our clock may be ahead of the carrier's, whose list is to the second.
CLOCK_IS_FAST = timedelta(seconds=1)
# A job has 60 seconds; what is left goes to a new one.
SWEEP_FOR = timedelta(seconds=30)


def sweep(community: Community) -> None:
    """Settle what is unknown and take in what was missed. Safe to run twice, and several at once.

    Does nothing where no real carrier is. Raises ``gateway.NotListed`` when its list cannot be read; then
    the next sweep looks back just as far.
    """
    if settings.SMS_BACKEND != "twilio" or not community.number:
        return
    until = timezone.now() + SWEEP_FOR
    write_off_the_lost(timezone.now())
    if not (_settle_unknown(community, until) and _take_in_missed(community, until)):
        jobs.enqueue(SWEEP_JOB, community.pk)


def _settle_unknown(community: Community, until: datetime) -> bool:
    """Find every unknown text in the carrier's list, phone by phone; False when time ran out."""
    unknown = Message.objects.of(community).filter(state=Message.State.UNKNOWN, claimed_at__isnull=False)
    by_phone: dict[str, list[Message]] = defaultdict(list)
    for message in unknown.select_related("thread__community", "first_try").order_by("claimed_at", "pk"):
        by_phone[message.thread.phone].append(message)
    for phone, lost in by_phone.items():
        if timezone.now() > until:
            return False
        # Without a date: what waits at the carrier has none, and must not count as absent.
        listed = gateway.list_messages(sender=community.number or "", to=phone)
        _settle(lost, listed, looked_at=timezone.now())
    return True


def _settle(lost: Sequence[Message], listed: Sequence[Listed], *, looked_at: datetime) -> None:
    """Settle the texts to one phone; ``listed`` is all that the carrier has of it."""
    texts = {text.sid: text for text in listed if not text.is_inbound}
    if Message.objects.filter(thread=lost[0].thread, state=Message.State.SENDING).exists():
        return  # One of the listed may be the text that is on its way at this moment.
    taken = set(Message.objects.filter(sid__in=list(texts)).values_list("sid", flat=True))
    free = [(text.sid, text.body, text.created) for text in texts.values() if text.sid not in taken]
    found = rules.pair_up([(text.pk, text.body, text.claimed_at) for text in lost if text.claimed_at], free)
    for message in lost:
        if (sid := found.get(message.pk)) is not None:
            text = texts[sid]
            news = news_of(message, sid=sid, status=text.status, error_code=text.error_code)
            record([Move(message, news.verb, {**news.changes, "sent_at": text.created})])
            _calm_down(message.thread)
        elif message.claimed_at and message.claimed_at < looked_at - SAFE_WAIT:
            _send_again(message)


@transaction.atomic
def _send_again(message: Message) -> None:
    """Put a text back into the queue that never left. A code is struck out by now, so it is dropped; and so
    is what nobody wants a day late, or has no words any more."""
    same = Message.objects.filter(
        pk=message.pk, state=Message.State.UNKNOWN, claimed_at=message.claimed_at
    ).select_for_update(of=("self",))
    if not same.exists():
        return  # Another sweep has put it back, or news of it came.
    now = timezone.now()
    is_old = message.claimed_at is not None and now - message.claimed_at >= rules.TRY_FOR
    if message.is_secret or message.reduced_at is not None or is_old:
        drop([(message, Message.Dropped.TOO_LATE)])
    else:
        record([Move(message, Step.REQUEUE, {"not_before": now, "claimed_at": None})])
        jobs.enqueue(SEND_JOB)
    _calm_down(message.thread)


def _calm_down(thread: Thread) -> None:
    """Nothing has failed on ``thread`` any more, once its last unknown text is settled."""
    if thread.failed_since is None:
        return
    trouble = thread.messages.filter(
        state__in=(Message.State.FAILED, Message.State.UNKNOWN), claimed_at__gte=thread.failed_since
    )
    if not trouble.exists():
        Thread.objects.filter(pk=thread.pk, failed_since=thread.failed_since).update(failed_since=None)


def _take_in_missed(community: Community, until: datetime) -> bool:
    """Take in, oldest first, every text whose webhook never came; False when time ran out."""
    began = timezone.now()
    mark, _made = Sweep.objects.get_or_create(
        community=community, defaults={"swept_until": began - FIRST_LOOK}
    )
    since = mark.swept_until - OVERLAP
    listed = [
        text for text in gateway.list_messages(to=community.number or "", since=since) if text.is_inbound
    ]
    written = {text.sid: text.created for text in listed}
    for text in sorted(_unknown_to_us(listed), key=lambda text: text.created):
        if timezone.now() > until:
            _mark(mark, text.created)
            return False
        _take_in(community, text, written)
    _mark(mark, began)
    return True


def _unknown_to_us(listed: Sequence[Listed]) -> list[Listed]:
    texts = {text.sid: text for text in listed}
    sids = list(texts)
    for start in range(0, len(sids), 500):
        some = sids[start : start + 500]
        for sid in Message.objects.filter(sid__in=some).values_list("sid", flat=True):
            texts.pop(sid or "")
    return list(texts.values())


def _take_in(community: Community, text: Listed, written: dict[str, datetime]) -> None:
    """Take in one text late. An answer that a later text has overtaken is for a person to read: acted on
    now it would undo the later one. STOP counts whenever it was said, unless START was said since.

    ``written``: when each listed text was written; we may have taken it in long after.
    """
    if not is_e164(text.sender):
        return
    later = [
        heard
        for heard in Message.objects.filter(
            thread__community=community,
            thread__phone=text.sender,
            direction=Message.Direction.IN,
            created_at__gt=text.created + CLOCK_IS_FAST,
        )
        if written.get(heard.sid or "", heard.created_at) > text.created
    ]
    is_stop = rules.command_in(text.body, stopped=False) is Command.STOP
    if is_stop and not any(rules.command_in(heard.body, stopped=False) is Command.START for heard in later):
        later = []
    if later:
        keep_unread(community, phone=text.sender, body=text.body, sid=text.sid, pictures=text.pictures)
    else:
        _act_late(community, text)


@transaction.atomic
def _act_late(community: Community, text: Listed) -> None:
    """Act on ``text``. Who wrote it more than an hour ago may be asleep by now: the answer leaves by day."""
    taken = receive_text(
        community=community,
        phone=text.sender,
        body=text.body,
        sid=text.sid,
        pictures=text.pictures,
        written_at=text.created + CLOCK_IS_FAST,
    )
    if taken is not None and timezone.now() - text.created >= rules.ANSWER_WINDOW:
        answers = Message.objects.filter(thread=taken.thread_id, is_reply=True, is_secret=False)
        hold_for_day(answers.filter(pk__gt=taken.pk))


def _mark(mark: Sweep, moment: datetime) -> None:
    """All that was sent until ``moment`` is known here; never back."""
    Sweep.objects.filter(pk=mark.pk, swept_until__lt=moment).update(swept_until=moment)
