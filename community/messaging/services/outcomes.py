"""What became of a text, written down: its state, the try that follows, and the staff told."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from community.core import jobs
from community.core.lifecycle import Move, transition_all
from community.live.services import ringing_last
from community.messaging import rules
from community.messaging.models import Message
from community.messaging.services import opting
from community.messaging.services.bell import ring_inbox
from community.messaging.services.doubts import doubt
from community.messaging.services.dropping import struck_out, tell_of
from community.messaging.services.outbound import SEND_JOB
from community.messaging.states import STEP_OF_STATUS, Step
from community.people.selectors import people_at

# Twilio: "Attempt to send to unsubscribed recipient".
OPTED_OUT = 21610


@transaction.atomic
def record(moves: Sequence[Move[Message]]) -> list[Message]:
    """Move texts on, unless they are past that already; returns those that moved.

    A failure that may pass becomes another try, a new row; others are told to the staff. Rows are locked in
    one order, texts, then threads, then boards: two workers with texts to the same phones never wait for
    each other.
    """
    with ringing_last():
        return _record(moves)


def _record(moves: Sequence[Move[Message]]) -> list[Message]:
    retries = {move.row.pk: _next_try(move) for move in moves if move.verb is Step.FAIL}
    struck = [Move(row, verb, {**changes, **struck_out(row, verb)}) for row, verb, changes in moves]
    moved = transition_all(struck, by=None)
    for message in sorted(moved, key=lambda message: message.thread_id):
        if _is_trouble(message):
            _take_in_trouble(message, retries.get(message.pk))
    tell_of(moved)
    for community_id in sorted({message.thread.community_id for message in moved if _is_trouble(message)}):
        ring_inbox(community_id)
    return moved


def _is_trouble(message: Message) -> bool:
    return message.state in (Message.State.FAILED, Message.State.UNKNOWN)


def take_status(*, sid: str, status: str, error_code: int | None, message_id: int | None = None) -> None:
    """Take in what Twilio says became of a text. News that comes twice or late changes nothing.

    ``message_id`` is our own key, which we put into the callback's address: it names the text even
    when the callback overtakes Twilio's answer to our request, or when that answer never came.
    """
    if STEP_OF_STATUS.get(status) is None:
        return
    wanted = Q(sid=sid) if message_id is None else Q(sid=sid) | Q(pk=message_id, sid=None)
    ours = Message.objects.filter(wanted, direction=Message.Direction.OUT)
    # Of two texts with one body, the sweep may have given this sid to the other one: then it is that one's.
    message = (
        ours.select_related("thread__community", "first_try").order_by(F("sid").asc(nulls_last=True)).first()
    )
    if message is not None:
        record([news_of(message, sid=sid, status=status, error_code=error_code)])


def news_of(message: Message, *, sid: str, status: str, error_code: int | None) -> Move[Message]:
    """What Twilio says of a text that it has: ``status`` is its word, and its ``error_code`` if any."""
    step = STEP_OF_STATUS.get(status, Step.SEND)
    return Move(
        message,
        step,
        {
            "sid": sid,
            "sent_at": message.sent_at or timezone.now(),
            "error_code": error_code if step is Step.FAIL else None,
        },
    )


def _next_try(move: Move[Message]) -> Message | None:
    """The text to send when this failure has had time to pass; None when it will not, or it is too late."""
    message, code = move.row, move.changes.get("error_code")
    root, now = message.first_try or message, timezone.now()
    if (
        move.changes.get("sid") is None
        or code not in rules.MAY_PASS
        or message.attempt >= rules.MOST_ATTEMPTS
        or message.is_secret
        or rules.is_struck_out(message.body)
    ):
        return None
    moment = now + rules.wait_after(message.attempt, code)
    too_late = message.useful_until is not None and moment >= message.useful_until
    if too_late or moment > root.created_at + rules.TRY_FOR:
        return None
    return another_try(message, not_before=moment)


def another_try(message: Message, *, not_before: datetime) -> Message:
    """The same text again, as a new row that is not saved yet. After an hour it answers nobody any more."""
    root = message.first_try or message
    return Message(
        thread=message.thread,
        person_id=message.person_id,
        direction=Message.Direction.OUT,
        state=Message.State.QUEUED,
        body=message.body,
        segments=message.segments,
        language=message.language,
        first_try=root,
        attempt=message.attempt + 1,
        is_reply=message.is_reply and not_before - root.created_at < rules.ANSWER_WINDOW,
        asks_id=message.asks_id,
        useful_until=message.useful_until,
        not_before=not_before,
    )


def _take_in_trouble(message: Message, retry: Message | None) -> None:
    """Try again if that is any use; else the staff hears of it. A phone that said STOP is no trouble."""
    thread = message.thread
    if message.error_code == OPTED_OUT:
        opting.stop_texts(thread, people_at(thread.community, thread.phone))
        return
    if message.error_code in rules.NUMBER_IN_DOUBT:
        doubt(thread)
    if retry is not None and thread.opted_out_at is None:
        retry.save(force_insert=True)
        jobs.enqueue_at(retry.not_before, SEND_JOB)
        return
    tried = message.claimed_at or timezone.now()
    thread.failed_since = min(tried, thread.failed_since or tried)
    thread.save(update_fields=["failed_since"])
