"""What a number means on a phone, and which questions are open there."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from community.core.prepared import Prepared
from community.messaging.models import Message, ReplyChoice, ReplyExpectation, Thread
from community.people.models import Person

# Others who have the phone of a choice's person too.
_OTHERS = Exists(
    Person.objects.filter(
        community=OuterRef("expectation__person__community"), phone=OuterRef("expectation__person__phone")
    ).exclude(pk=OuterRef("expectation__person"))
)


def _meanings(thread: int, number: int) -> QuerySet[ReplyChoice]:
    choices = ReplyChoice.objects.filter(thread=thread, number=number)
    return choices.select_related("expectation__person").annotate(sharing=_OTHERS).order_by("-held", "-pk")


_MEANING = Prepared(_meanings, thread=int, number=int)


def meaning_of(thread: Thread, number: int) -> ReplyChoice | None:
    """What ``number`` means on this phone: the answer that holds it, else the last one that did."""
    return _at_home(thread, _MEANING.first(thread=thread.pk, number=number))


def meant_then(thread: Thread, number: int, moment: datetime) -> ReplyChoice | None:
    """What ``number`` meant on this phone at ``moment``; the question may be closed by now."""
    then = _meanings(thread.pk, number).filter(expectation__opened_at__lte=moment)
    return _at_home(thread, then.order_by("-pk").first())


def _at_home(thread: Thread, choice: ReplyChoice | None) -> ReplyChoice | None:
    if choice is not None:
        choice.expectation.person.community = thread.community
        choice.has_sharers = bool(choice.sharing)  # type: ignore[attr-defined]
    return choice


def is_answer_on_its_way(message: Message) -> bool:
    """Whether what we said last to the phone of ``message`` has not left yet, so that this text, written
    before it came, cannot answer it."""
    waiting = Message.objects.filter(thread=message.thread_id, direction=Message.Direction.OUT, is_reply=True)
    return waiting.filter(state__in=[Message.State.QUEUED, Message.State.SENDING]).exists()


def open_questions(thread: Thread) -> list[ReplyExpectation]:
    """The questions that are open on this phone, oldest first, with their ``choices``. Two queries."""
    found = (
        thread.expectations.filter(
            closed_at=None, expires_at__gt=timezone.now(), person__phone=F("thread__phone")
        )
        .select_related("person")
        .prefetch_related(Prefetch("choices", ReplyChoice.objects.filter(held=True).order_by("number")))
        .order_by("pk")
    )
    for question in found:
        question.person.community = thread.community
    return list(found)


def numbers_not_free(thread: Thread, *, since: datetime) -> set[int]:
    """The numbers that stand for something on this phone, or did so since then."""
    asked = ReplyChoice.objects.filter(thread=thread)
    in_use = asked.filter(held=True) | asked.filter(expectation__closed_at__gt=since)
    return set(in_use.values_list("number", flat=True))
