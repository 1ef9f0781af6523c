"""One text from a phone: commands first, then codes, then the digits of open questions, then people."""

import logging
import traceback
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from community.core import registry
from community.core.errors import Refused
from community.core.prepared import insert
from community.live.services import ringing_last
from community.messaging import rules
from community.messaging.models import Message, ReplyChoice, Thread
from community.messaging.rules import Command
from community.messaging.selectors import heard_pictures, heard_without_words, meaning_of, sharers
from community.messaging.services import opting
from community.messaging.services.inbox import leave_for_staff
from community.messaging.services.outbound import (
    addressed,
    default_language,
    lock_thread,
    reply,
    reply_to_all,
)
from community.messaging.services.phones import ring_phones
from community.people.models import Community, Person
from community.people.selectors import people_at

log = logging.getLogger(__name__)


class _HaveItAlready(Exception):
    """This text was taken in before."""


def receive_text(
    *,
    community: Community,
    phone: str,
    body: str,
    sid: str,
    carrier_said: str = "",
    pictures: int = 0,
    thread: Thread | None = None,
) -> Message | None:
    """Take in one text, act on it, and queue the answer. None when ``sid`` was taken in before.

    ``carrier_said``: Twilio's OptOutType ("STOP", "HELP", "START") when Twilio has already answered a
    command itself; then we act on it and add no words of our own. ``pictures``: how many came with it.
    ``thread``: theirs, with its community, where the caller has it at hand.
    """
    if thread is None:
        thread, _made = Thread.objects.get_or_create(community=community, phone=phone)
        thread.community = community
    people: Any = SimpleLazyObject(lambda: people_at(community, phone))
    body = rules.clean(body)
    try:
        with transaction.atomic(), ringing_last(), timezone.override(community.zone):
            number = rules.number_in(body)
            choice = meaning_of(thread, number) if number is not None else None
            person = choice.expectation.person if choice else next(iter(people), None)
            message = _store(thread, body, sid, person, pictures)
            _act_on(message, people, choice, carrier_said)
            ring_phones(community)
            return message
    except _HaveItAlready:
        return None


@transaction.atomic
def keep_unread(community: Community, *, phone: str, body: str, sid: str, pictures: int = 0) -> None:
    """Keep a text that comes too late to act on, and leave it for a person; it is not answered."""
    thread, _made = Thread.objects.get_or_create(community=community, phone=phone)
    thread.community = community
    try:
        with transaction.atomic():
            person = next(iter(people_at(community, phone)), None)
            _store(thread, rules.clean(body), sid, person, pictures)
    except _HaveItAlready:
        return
    lock_thread(thread)
    leave_for_staff(thread)


def _store(thread: Thread, body: str, sid: str, person: Person | None, pictures: int) -> Message:
    """Keep the text in its thread. It is the transaction's first write."""
    message = Message(
        thread=thread,
        direction=Message.Direction.IN,
        state=Message.State.RECEIVED,
        body=body,
        sid=sid,
        pictures=pictures,
        language=person.language if person else default_language(thread.community),
    )
    try:
        # The insert itself asks whether the text is new, so of two deliveries at once only one acts.
        insert(message)
    except IntegrityError as error:
        raise _HaveItAlready from error
    return message


def _act_on(
    message: Message, people: Sequence[Person], choice: ReplyChoice | None, carrier_said: str
) -> None:
    """The order matters: a command is a command whatever question is open."""
    thread = message.thread
    said = carrier_said.lower()
    stopped = thread.opted_out_at is not None
    command = Command(said) if said in list(Command) else rules.command_in(message.body, stopped=stopped)
    if command is not None:
        opting.obey(command, thread, people, already_answered=bool(said))
        return
    with translation.override(message.language):
        echo = _echo_of(message, people, choice)
    if message.pictures and message.body:
        _mention_pictures(message, people)
    if echo is None:
        _leave_for_a_person(message, people)
        return
    person = choice.expectation.person if choice else None
    if person and choice and choice.expectation.is_shared:
        echo = addressed(person, echo, sharers(person))
    reply(thread, echo, language=message.language, person=person)


def _echo_of(message: Message, people: Sequence[Person], choice: ReplyChoice | None) -> str | None:
    """What the rooms above say to the text, or why they refuse it; None when it is for none of them.

    A fault of theirs loses no text: what they did is undone, and the text is left for a person.
    """
    try:
        with transaction.atomic():
            return _read(message, people) or (_answer(choice, message) if choice else None)
    except Refused as refusal:
        return refusal.message
    except Exception as fault:  # whatever a room gets wrong, the text itself must be kept
        at = traceback.extract_tb(fault.__traceback__)[-1]
        # No traceback: the fault's own words may hold a phone number or a name.
        log.error(
            "text %s could not be acted on: %s in %s:%s", message.pk, type(fault).__name__, at.name, at.lineno
        )
        return None


def _read(message: Message, people: Sequence[Person]) -> str | None:
    """The echo of the first reader (of door codes, say) that takes the text."""
    thread = message.thread
    for reader in registry.text_readers:
        echo = reader(thread.community, thread.phone, people, message.body, message)
        if echo is not None:
            return echo
    return None


def _answer(choice: ReplyChoice, message: Message) -> str:
    """The echo of the room that asked, unless its question is over."""
    question = choice.expectation
    if not choice.held or question.expires_at <= timezone.now():
        return _("That question is closed, so this answer does not count.")
    return registry.reply_handlers[question.handler].answer(question, choice.value, message)


def _leave_for_a_person(message: Message, people: Sequence[Person]) -> None:
    """Put the text on the staff's list, and say so, but seldom: the other side may be a machine.

    A number is answered each time: it was meant as an answer, and silence would pass for a yes to it.
    """
    thread, now = message.thread, timezone.now()
    if not message.body:
        if not heard_without_words(thread, since=now - rules.PROMISE_EVERY, but=message):
            reply_to_all(thread, people, _no_words)
        return
    lock_thread(thread)
    lately = thread.promised_at is not None and thread.promised_at > now - rules.PROMISE_EVERY
    speaks = not lately or rules.number_in(message.body) is not None
    thread.waiting_since = thread.waiting_since or now
    thread.promised_at = now if speaks else thread.promised_at
    thread.save(update_fields=["waiting_since", "promised_at"])
    if speaks:
        reply_to_all(thread, people, _promise)


def _mention_pictures(message: Message, people: Sequence[Person]) -> None:
    """Words came with pictures: the words count; a person sees that there was more, and the sender hears."""
    thread, now = message.thread, timezone.now()
    lock_thread(thread)
    leave_for_staff(thread)
    if not heard_pictures(thread, since=now - rules.PROMISE_EVERY, but=message):
        reply_to_all(thread, people, _no_pictures)


def _promise() -> str:
    return _("Sorry, we could not match that. A person will read it.")


def _no_words() -> str:
    return _("Your text came without words, and we cannot see pictures. Please write it in words.")


def _no_pictures() -> str:
    return _("We got your words, but we cannot see pictures. Please write what they show.")
