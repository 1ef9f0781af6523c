"""Who is writing on a phone that several people share."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.words import digits_and_words
from community.messaging.models import Message, ReplyExpectation, Thread
from community.messaging.selectors import on_phone
from community.messaging.services.heard import Echo, Incoming, NotKnownWho
from community.messaging.services.outbound import lock_thread
from community.messaging.services.questions import close_on_phone, open_question
from community.people.models import Person

WHO = "messaging.who"
# Who has said who is writing is taken at their word until they have been silent for so long.
CONVERSATION = timedelta(minutes=30)
# So long a text waits until somebody says who wrote it.
HELD_FOR = timedelta(days=1)


def speaker_of(message: Message, *, among: Sequence[Person]) -> Person:
    """Who of ``among`` (not empty) wrote ``message``, for readers that act for one person.

    Raises an exception of texting's own where that must be asked first: leave it alone, and the text
    comes again when the answer is there. Somebody else of the phone is returned where they said it was them.
    """
    thread = message.thread
    if thread.doubted_at is not None:
        raise NotKnownWho
    if message.writer is not None:
        return message.writer
    speaker = speaking(thread)
    if speaker is None and len(among) == 1:
        return among[0]
    if speaker is None or speaker not in among:
        raise NotKnownWho
    return speaker


def is_speaking(thread: Thread) -> bool:
    """Whether somebody has said lately that they are writing."""
    return thread.speaks_until is not None and thread.speaks_until > timezone.now()


def speaking(thread: Thread) -> Person | None:
    """Who has said lately that they are writing, if it is still their phone."""
    return on_phone(thread, thread.speaker_id) if thread.speaker_id and is_speaking(thread) else None


def remember(thread: Thread, person: Person) -> None:
    """Take ``person`` for the writer of what comes next."""
    thread.speaker, thread.speaks_until = person, timezone.now() + CONVERSATION
    thread.save(update_fields=["speaker", "speaks_until"])


def hold(message: Message) -> None:
    """Keep ``message`` until it is known who wrote it; a later one takes its place."""
    thread = message.thread
    thread.held = message
    thread.save(update_fields=["held"])


def waits(thread: Thread) -> Message | None:
    """The text that waits for its writer, unless it has waited too long."""
    held = thread.held
    return held if held is not None and timezone.now() - held.created_at < HELD_FOR else None


def ask_who(incoming: Incoming) -> Echo:
    """Hold the text, and ask which of the phone's people wrote it."""
    thread, people = incoming.thread, incoming.people
    lock_thread(thread)
    hold(incoming.message)
    close_on_phone(thread, handler=WHO)
    numbers = open_question(
        people[0],
        handler=WHO,
        subject_id=incoming.message.pk,
        values=[str(person.pk) for person in people],
        expires_at=timezone.now() + HELD_FOR,
    )
    choices = digits_and_words((numbers[str(person.pk)], name) for person, name in named(people))
    is_call = incoming.message.is_call
    return Echo(
        for_all=lambda: (
            (_("Who is calling? %(choices)s") if is_call else _("Who is writing? %(choices)s"))
            % {"choices": choices}
        )
    )


def told_who(question: ReplyExpectation, value: str, people: Sequence[Person]) -> Person | None:
    """The person whose digit was chosen, from now on the writer. None when they no longer have the phone."""
    thread = question.thread
    person = next((person for person in people if str(person.pk) == value), None)
    if person is not None:
        lock_thread(thread)
        remember(thread, person)
        # Its digits stay for a while, so that the phone can be passed on, or a slip be put right.
        question.expires_at = timezone.now() + CONVERSATION
        question.save(update_fields=["expires_at"])
    return person


def named(people: Sequence[Person]) -> list[tuple[Person, str]]:
    """Each with their first name, or with the whole one where the first is not theirs alone."""
    firsts = [person.first_name.casefold() for person in people]
    return [
        (person, person.first_name if firsts.count(first) == 1 else person.display_name)
        for person, first in zip(people, firsts, strict=True)
    ]
