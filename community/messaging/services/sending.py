"""The queue of texts on its way out: at most once to the carrier, whatever dies in between."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from community.core import jobs
from community.core.errors import Refused
from community.core.lifecycle import transition
from community.messaging import gateway, rules
from community.messaging.models import Message
from community.messaging.selectors import silenced
from community.messaging.services import opting
from community.messaging.services.bell import Rounds, ring_inbox
from community.messaging.services.doubts import doubt
from community.messaging.services.outbound import SEND_JOB
from community.messaging.services.phones import ring_phones
from community.messaging.states import STEP_OF_STATUS, Step
from community.people.selectors import people_at

# A job has 60 seconds (settings.Q_CLUSTER); what is left goes to a new one.
DRAIN_FOR = timedelta(seconds=30)
# A text claimed this long ago belongs to a worker that died. The job itself comes again after 120 s.
WORKER_IS_DEAD_AFTER = timedelta(seconds=90)
# Rounded down to the full minute, so that many such texts share one job.
TRY_AGAIN_IN = timedelta(minutes=2)
GIVE_UP_AFTER = timedelta(days=1)
# Twilio: "Attempt to send to unsubscribed recipient".
OPTED_OUT = 21610


def send_waiting() -> None:
    """Send every text that is due. Safe to run twice, and several at once."""
    began = timezone.now()
    _write_off_the_lost(began)
    due_again: set[datetime] = set()
    rounds = Rounds()
    while (message := _claim_next(due_again)) is not None:
        _send(message, due_again)
        rounds.sent(message.thread.community_id)
        if timezone.now() - began > DRAIN_FOR:
            jobs.enqueue(SEND_JOB)
            break
    rounds.ring()


def _come_back(moment: datetime, due_again: set[datetime]) -> None:
    """See that a job runs at ``moment``, once for all texts that this run holds until then.

    Call it in the transaction that holds the text: a worker that dies later has left the job behind.
    """
    if moment not in due_again:
        jobs.enqueue_at(moment, SEND_JOB)
        due_again.add(moment)


def _write_off_the_lost(now: datetime) -> None:
    """Nobody knows whether a text left whose worker died. It is never sent again; the staff hears of it."""
    lost = Message.objects.filter(state=Message.State.SENDING, claimed_at__lt=now - WORKER_IS_DEAD_AFTER)
    for message in lost.select_related("thread__community"):
        _record(message, Step.LOSE)


def _claim_next(due_again: set[datetime]) -> Message | None:
    """Take the next text that may leave now; on the way, hold or drop those that may not.

    Answers go first. ``due_again`` are the moments for which this run has left a job behind.
    """
    while True:
        with transaction.atomic():
            due = Message.objects.filter(state=Message.State.QUEUED, not_before__lte=timezone.now())
            message = (
                due.exclude(thread__paused_at__isnull=False, is_reply=False, despite_stop=False)
                .select_for_update(skip_locked=True, of=("self",))
                .select_related("thread__community")
                .order_by("-is_reply", "pk")
                .first()
            )
            if message is None:
                return None
            moment = _moment_for(message)
            if moment is None:
                stopped = message.thread.opted_out_at is not None
                reason = Message.Dropped.STOPPED if stopped else Message.Dropped.TOO_LATE
                _record(message, Step.DROP, dropped_for=reason)
            elif moment > timezone.now():
                message.not_before = moment
                message.save(update_fields=["not_before"])
                _come_back(moment, due_again)
            else:
                return transition(message, Step.CLAIM, by=None, claimed_at=timezone.now())


def _moment_for(message: Message) -> datetime | None:
    """When ``message`` may leave: now, later, or (None) not at all."""
    thread, now = message.thread, timezone.now()
    if thread.opted_out_at is not None and not message.despite_stop:
        return None
    moment = now
    if not message.is_reply:
        home = thread.community
        moment = rules.next_moment_to_text(now, home.zone, home.texts_from, home.texts_until)
    return None if message.useful_until is not None and moment >= message.useful_until else moment


def _send(message: Message, due_again: set[datetime]) -> None:
    """Call the carrier, outside any transaction, and write down what it said."""
    thread = message.thread
    if silenced([message]):
        _record(message, Step.RELEASE)
        return
    callback = f"{settings.PUBLIC_URL}{reverse('sms_status')}?message={message.pk}"
    try:
        receipt = gateway.send(
            to=thread.phone,
            sender=thread.community.number or "",
            body=message.body,
            callback=callback if settings.PUBLIC_URL else "",
        )
    except gateway.Later as trouble:
        if timezone.now() - message.created_at < GIVE_UP_AFTER:
            again = (timezone.now() + TRY_AGAIN_IN).replace(second=0, microsecond=0)
            with transaction.atomic():
                _record(message, Step.RELEASE, not_before=again)
                _come_back(again, due_again)
        else:
            _record(message, Step.FAIL, error_code=trouble.code)
    except gateway.NotSent as trouble:
        _record(message, Step.FAIL, error_code=trouble.code)
    except gateway.NotKnown:
        _record(message, Step.LOSE)
    else:
        step = STEP_OF_STATUS.get(receipt.status, Step.SEND)
        _record(message, step, sid=receipt.sid, sent_at=timezone.now())


def take_status(*, sid: str, status: str, error_code: int | None, message_id: int | None = None) -> None:
    """Take in what Twilio says became of a text. News that comes twice or late changes nothing.

    ``message_id`` is our own key, which we put into the callback's address: it names the text even
    when the callback overtakes Twilio's answer to our request, or when that answer never came.
    """
    step = STEP_OF_STATUS.get(status)
    if step is None:
        return
    wanted = Q(sid=sid) if message_id is None else Q(sid=sid) | Q(pk=message_id, sid=None)
    ours = Message.objects.filter(wanted, direction=Message.Direction.OUT)
    message = ours.select_related("thread__community").first()
    if message is not None:
        changes = {"sid": sid, "sent_at": message.sent_at or timezone.now()}
        _record(message, step, **changes, **({"error_code": error_code} if step is Step.FAIL else {}))


@transaction.atomic
def _record(message: Message, step: Step, **changes: Any) -> None:
    """Move ``message`` on, unless it is past that already, and tell the staff of trouble.

    Once a text will not be sent again, its links and codes are struck out. Only the simulator keeps
    them: what its phones show is our own table.
    """
    if step is not Step.RELEASE and settings.SMS_BACKEND != "simulator":
        changes["body"] = rules.without_ways_in(message.body, has_code=message.is_secret)
    try:
        transition(message, step, by=None, **changes)
    except Refused:
        return
    thread = message.thread
    if message.error_code == OPTED_OUT:
        opting.stop_texts(thread, people_at(thread.community, thread.phone))
    elif step in (Step.FAIL, Step.LOSE):
        tried = message.claimed_at or timezone.now()
        thread.failed_since = min(tried, thread.failed_since or tried)
        thread.save(update_fields=["failed_since"])
        if message.error_code in rules.MAY_BE_GONE:
            doubt(thread)
        ring_inbox(thread.community_id)
    ring_phones(thread.community)
