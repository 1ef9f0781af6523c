"""The queue of texts on its way out: at most once to the carrier, whatever dies in between."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from community.core import jobs, registry
from community.core.lifecycle import Move
from community.core.models import AuditLine
from community.messaging import gateway, rules
from community.messaging.models import Message
from community.messaging.selectors import silenced
from community.messaging.services.bell import Rounds
from community.messaging.services.claiming import claim, come_back
from community.messaging.services.outbound import SEND_JOB
from community.messaging.services.outcomes import news_of, record
from community.messaging.states import Step

# What is left after this time goes to a new job: those of other kinds that wait have their turn before it.
DRAIN_FOR = timedelta(seconds=10)
# No request begins later than this: it takes 20 seconds at most, and a job has 60 (settings.Q_CLUSTER).
HAND_OVER_FOR = timedelta(seconds=35)
# A text claimed this long ago belongs to a worker that died. The job itself comes again after 120 s.
WORKER_IS_DEAD_AFTER = timedelta(seconds=90)
# Texts are taken a few at a time, so that an answer waits for the few before it alone.
BATCH = 96
# Requests to the carrier at once, for one worker. Each waits for the line most of its time. A carrier for
# whom all workers' requests are too many says so (Twilio: 20429), and those texts wait.
AT_ONCE = 32

Outcome = gateway.Receipt | gateway.NotSent | gateway.NotKnown | None


def send_waiting() -> None:
    """Send every text that is due. Safe to run twice, and several at once."""
    began = timezone.now()
    write_off_the_lost(began)
    due_again: set[datetime] = set()
    line, rounds = _Line(began + HAND_OVER_FOR), Rounds()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        while batch := claim(BATCH, due_again):
            outcomes = [
                outcome for few in _few_at_a_time(batch) for outcome in line.hand_over_all(few, threads)
            ]
            _write_down(batch, outcomes, due_again, is_broken=line.is_broken.is_set())
            rounds.communities.update(message.thread.community_id for message in batch)
            if line.is_broken.is_set():
                break
            if timezone.now() - began > DRAIN_FOR:
                jobs.enqueue(SEND_JOB)
                break
            if rounds.are_due():
                rounds.ring()
                for hook in registry.texts_leaving:
                    hook()
    rounds.ring()


def _few_at_a_time(batch: Sequence[Message]) -> Iterator[Sequence[Message]]:
    for start in range(0, len(batch), AT_ONCE):
        yield batch[start : start + AT_ONCE]


def write_off_the_lost(now: datetime) -> None:
    """Nobody knows whether a text left whose worker died: the carrier's list will tell (``sweeping``)."""
    lost = Message.objects.filter(state=Message.State.SENDING, claimed_at__lt=now - WORKER_IS_DEAD_AFTER)
    record([Move(message, Step.LOSE, {}) for message in lost.select_related("thread__community")])


class _Line:
    """The line to the carrier during one run; several threads use it."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        # The carrier cannot be reached, or takes nothing from us: no other text will fare better.
        self.is_broken = threading.Event()

    def hand_over_all(self, few: Sequence[Message], threads: Executor) -> list[Outcome]:
        """Call the carrier for a ``few`` texts at once; one alone needs no thread.

        Asked here once more: a phone may have said STOP since a worker took its text.
        """
        silent = silenced(few)
        if len(few) == 1:
            return [self.hand_over(few[0], few[0].pk in silent)]
        return list(threads.map(self.hand_over, few, [message.pk in silent for message in few]))

    def hand_over(self, message: Message, is_silent: bool) -> Outcome:
        """Call the carrier, outside any transaction. None: the text was not tried, the next claim decides."""
        if is_silent or self.is_broken.is_set() or timezone.now() > self.until:
            return None
        thread = message.thread
        callback = f"{settings.PUBLIC_URL}{reverse('sms_status')}?message={message.pk}"
        try:
            return gateway.send(
                to=thread.phone,
                sender=thread.community.number or "",
                body=message.body,
                callback=callback if settings.PUBLIC_URL else "",
            )
        except (gateway.NotSent, gateway.NotKnown) as trouble:
            if isinstance(trouble, gateway.Shut) or (isinstance(trouble, gateway.Later) and not trouble.code):
                self.is_broken.set()
            return trouble


@transaction.atomic
def _write_down(
    batch: Sequence[Message], outcomes: Sequence[Outcome], due_again: set[datetime], *, is_broken: bool
) -> None:
    """Write down what the carrier said of each text of ``batch``."""
    now = timezone.now()
    tried = _times_put_off([text.pk for text, said in zip(batch, outcomes, strict=True) if _is_later(said)])
    moves = []
    for message, said in zip(batch, outcomes, strict=True):
        if isinstance(said, gateway.Receipt):
            moves.append(news_of(message, sid=said.sid, status=said.status, error_code=None))
        elif isinstance(said, gateway.NotKnown):
            moves.append(Move(message, Step.LOSE, {}))
        elif said is None:
            again = _on_the_minute(now + rules.wait_after(1, None)) if is_broken else now
            moves.append(Move(message, Step.RELEASE, {"not_before": again}))
        elif (wait := _wait(message, said, tried.get(message.pk, 0) + 1, now)) is not None:
            again = _on_the_minute(now + wait)
            moves.append(Move(message, Step.RELEASE, {"not_before": again, "error_code": said.code}))
        else:
            moves.append(Move(message, Step.FAIL, {"error_code": said.code}))
    record(moves)
    for moment in {move.changes["not_before"] for move in moves if move.verb is Step.RELEASE}:
        if moment > now:
            come_back(moment, due_again)


def _is_later(said: Outcome) -> bool:
    return isinstance(said, gateway.Later)


def _wait(message: Message, said: gateway.NotSent, attempt: int, now: datetime) -> timedelta | None:
    """How long a text waits that the carrier did not take; None when it is given up."""
    if isinstance(said, gateway.Shut):
        return min(rules.wait_after(attempt, None), rules.LONGEST_WAIT)
    if not isinstance(said, gateway.Later) or now - message.created_at >= rules.TRY_FOR:
        return None
    if said.code in rules.MAY_PASS and said.code != rules.TOO_MANY:
        return rules.wait_after(attempt, said.code) if attempt < rules.MOST_ATTEMPTS else None
    return min(rules.wait_after(attempt, None), rules.LONGEST_WAIT)


def _times_put_off(keys: Sequence[int]) -> dict[int, int]:
    """How often each of these texts was put off before."""
    if not keys:
        return {}
    lines = AuditLine.objects.filter(subject_type=Message._meta.label, subject_id__in=keys, verb=Step.RELEASE)
    return dict(lines.order_by().values_list("subject_id").annotate(Count("pk")))


def _on_the_minute(moment: datetime) -> datetime:
    """Rounded down, so that many such texts share one job."""
    return moment.replace(second=0, microsecond=0)
