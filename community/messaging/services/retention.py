"""What stays of a text when it is old: that it came or went, not what it said."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from community.messaging import rules
from community.messaging.models import Message, ReplyExpectation, Thread
from community.messaging.selectors import STAFF_KEY
from community.messaging.services.questions import close_every
from community.people.models import Person

# So many rows are changed at a time: nobody waits long for their locks.
CHUNK = 1000
ON_ITS_WAY = (Message.State.QUEUED, Message.State.SENDING)


def reduce_old_messages(now: datetime) -> int:
    """Delete the words of texts older than ``rules.KEEP_WORDS_FOR``; returns of how many.

    A text on its way keeps them until it has left or is given up. Run again, it goes on where it stopped.
    """
    old = Message.objects.filter(reduced_at=None, created_at__lt=now - rules.KEEP_WORDS_FOR)
    old = old.exclude(state__in=ON_ITS_WAY).order_by("pk")
    reduced, last = 0, 0
    while keys := list(old.filter(pk__gt=last).values_list("pk", flat=True)[:CHUNK]):
        # What waited for its writer's name is not acted on without its words.
        Thread.objects.filter(held__in=keys).update(held=None)
        _forget_what_was_pressed(keys)
        reduced += old.filter(pk__in=keys).order_by().update(body="", reduced_at=now)
        last = keys[-1]
    return reduced


def strike_answer(message: Message) -> None:
    """Delete the words of a text that carried a secret answer, which is counted elsewhere. A text that
    still waits for its writer is read again, so its words come back with the savepoint."""
    message.body, message.reduced_at = "", timezone.now()
    message.save(update_fields=["body", "reduced_at"])


@transaction.atomic
def forget_questions(*, handlers: Collection[str], subject_ids: Collection[int]) -> None:
    """Delete these questions about these rows, and the words and the purpose of the texts that asked them."""
    close_every(handlers=handlers, subject_ids=subject_ids)
    questions = ReplyExpectation.objects.filter(handler__in=handlers, subject_id__in=subject_ids)
    for text in Message.objects.filter(asks__in=questions):
        text.body, text.reduced_at = "", text.reduced_at or timezone.now()
        # What a text was for says about whom; its kind alone is still counted.
        text.once_key = text.once_key and f"{text.once_key.partition(':')[0]}:forgotten:{text.pk}"
        text.save(update_fields=["body", "reduced_at", "once_key"])
    questions.delete()


def forget_words_with(person: Person) -> None:
    """Delete the words of all texts with ``person``, unless somebody else has the same phone.

    The number stays with its thread: where it said STOP, that must hold.
    """
    if Person.objects.of(person.community).filter(phone=person.phone).exclude(pk=person.pk).exists():
        return
    texts = Message.objects.filter(thread__community=person.community, thread__phone=person.phone)
    texts.exclude(state__in=ON_ITS_WAY).update(body="", reduced_at=timezone.now())


def _forget_what_was_pressed(keys: Sequence[int]) -> None:
    """The purpose of a text of the staff holds a hash of its words, by which short ones could be guessed."""
    own = Concat(Value(STAFF_KEY), Cast("pk", CharField()))
    Message.objects.filter(pk__in=keys, once_key__startswith=STAFF_KEY).update(once_key=own)
