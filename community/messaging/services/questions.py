"""Questions by text: which digit means what on which phone."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, Q, QuerySet, Value
from django.db.models.functions import Least
from django.utils import timezone

from community.messaging import rules
from community.messaging.models import Message, ReplyChoice, ReplyExpectation, Thread
from community.messaging.selectors import numbers_not_free
from community.messaging.services.dropping import drop
from community.messaging.services.outbound import lock_thread, reach, send_text
from community.people.models import Person


@transaction.atomic
def open_question(
    person: Person, *, handler: str, subject_id: int, values: Sequence[str], expires_at: datetime
) -> dict[str, int]:
    """Open a question on the phone of ``person`` and return the number that stands for each value.

    The numbers are the lowest run that is free on that phone, and has been for ``rules.NUMBER_RESTS``. They
    are chosen under the thread's row lock; the database holds that no two open questions share one.
    Opening a question that is open already returns its numbers and moves its end to ``expires_at``.
    {} where no text can go.
    """
    thread = reach(person)
    if thread is None:
        return {}
    lock_thread(thread)
    same = ReplyExpectation.objects.filter(
        person=person, handler=handler, subject_id=subject_id, closed_at=None
    )
    _free(
        ReplyExpectation.objects.filter(
            Q(thread=thread, closed_at=None, expires_at__lte=timezone.now())
            | Q(pk__in=same.exclude(thread=thread))
        )
    )
    if (question := same.first()) is not None:
        if question.expires_at != expires_at:
            question.expires_at = expires_at
            question.save(update_fields=["expires_at"])
        return {choice.value: choice.number for choice in question.choices.order_by("number")}
    taken = numbers_not_free(thread, since=timezone.now() - rules.NUMBER_RESTS)
    numbers = dict(zip(values, rules.free_run(taken, len(values)), strict=True))
    question = ReplyExpectation.objects.create(
        thread=thread,
        person=person,
        handler=handler,
        subject_id=subject_id,
        expires_at=expires_at,
    )
    ReplyChoice.objects.bulk_create(
        ReplyChoice(expectation=question, thread=thread, number=number, value=value)
        for value, number in numbers.items()
    )
    return numbers


@transaction.atomic
def ask(
    person: Person,
    render: Callable[[dict[str, int]], str],
    *,
    handler: str,
    subject_id: int,
    values: Sequence[str],
    expires_at: datetime,
    once_key: str | None = None,
    useful_until: datetime | None = None,
) -> Message | None:
    """Open a question and text it; ``render(numbers)`` writes it.

    The text is pointless after ``useful_until``, or else after ``expires_at``.
    """
    numbers = open_question(
        person, handler=handler, subject_id=subject_id, values=values, expires_at=expires_at
    )
    question = ReplyExpectation.objects.filter(
        person=person, handler=handler, subject_id=subject_id, closed_at=None
    ).first()
    return send_text(
        person,
        lambda: render(numbers),
        once_key=once_key,
        useful_until=useful_until or expires_at,
        asks=question,
    )


@transaction.atomic
def close_questions(*, handler: str, subject_id: int) -> None:
    """Close this question on every phone, and free its numbers; a text that asks it and waits is dropped."""
    _free(ReplyExpectation.objects.filter(handler=handler, subject_id=subject_id, closed_at=None))


@transaction.atomic
def close_every(*, handlers: Collection[str], subject_ids: Collection[int]) -> None:
    """Close these questions about these rows, in as many queries as one takes."""
    _free(ReplyExpectation.objects.filter(handler__in=handlers, subject_id__in=subject_ids, closed_at=None))


def close_on_phone(thread: Thread, *, handler: str = "") -> None:
    """Close every question on this phone, or those of one ``handler``."""
    of_handler = {"handler": handler} if handler else {}
    _free(ReplyExpectation.objects.filter(thread=thread, closed_at=None, **of_handler))


def _free(questions: QuerySet[ReplyExpectation]) -> None:
    """Close ``questions`` and let go of their numbers."""
    keys = list(questions.order_by("pk").values_list("pk", flat=True))
    if keys:
        ReplyChoice.objects.filter(expectation__in=keys).update(held=False)
        ended = Least("expires_at", Value(timezone.now(), output_field=DateTimeField()))
        ReplyExpectation.objects.filter(pk__in=keys).update(closed_at=ended)
        waiting = Message.objects.filter(asks__in=keys, state=Message.State.QUEUED)
        drop((text, Message.Dropped.CLOSED) for text in waiting.select_related("thread__community"))
