"""What a text, or the digits of a call, does. The door it came by stores it and says the echo.

The order: commands (which the door of texts obeys), readers of the rooms above, a first name where one is
wanted, the menu, the numbers of open questions; what is left is for a person.
"""

import logging
import traceback
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from community.core import registry
from community.core.errors import Refused
from community.messaging.models import ReplyChoice, Thread
from community.messaging.names import Said
from community.messaging.reading import Kind, Reading, read
from community.messaging.rules import digits_in
from community.messaging.selectors import meaning_of, meant_then, open_questions, sharers, staff_spoke_last
from community.messaging.services.heard import Echo, Incoming, NotKnownWho
from community.messaging.services.menu import ask_for_person, leave_for_a_person, list_open, open_numbers
from community.messaging.services.naming import ask_name, heard_in, no_owner, owners_of
from community.messaging.services.outbound import addressed, lock_thread
from community.messaging.services.retention import strike_answer
from community.messaging.services.speakers import WHO, ask_who, remember, speaker_of, told_who, waits
from community.people.models import Person

log = logging.getLogger(__name__)


def understand(
    thread: Thread, body: str, *, carrier_said: str = "", written_at: datetime | None = None
) -> tuple[Reading, ReplyChoice | None]:
    """What ``body`` says on this phone, and which answer its number stands for.

    ``written_at``: when it was written, where that is a while ago. A number that has stood for something
    else since then is read as it was meant.
    """
    numbers: Any = SimpleLazyObject(lambda: open_numbers(thread))
    said = read(
        body,
        stopped=thread.opted_out_at is not None,
        open_numbers=numbers,
        carrier_said=carrier_said,
    )
    choice = meaning_of(thread, said.number) if said.number is not None else None
    if choice is not None and written_at is not None and choice.expectation.opened_at > written_at:
        choice = meant_then(thread, choice.number, written_at)
    return said, choice


def route(incoming: Incoming) -> Echo:
    """Act on what came, and return what is said back; an empty echo says nothing.

    A fault of the rooms above loses no text: what they did is undone, and the text is left for a person.
    """
    message = incoming.message
    with translation.override(message.language):
        try:
            with transaction.atomic():
                echo = _echo_of(incoming)
        except NotKnownWho:
            return ask_name(incoming) if incoming.thread.doubted_at is not None else ask_who(incoming)
        except Refused as refusal:
            echo = _said_to(incoming, refusal.message)
        except Exception as fault:  # whatever a room gets wrong, the text itself must be kept
            at = traceback.extract_tb(fault.__traceback__)[-1]
            # No traceback: the fault's own words may hold a phone number or a name.
            kind = type(fault).__name__
            log.error("text %s could not be acted on: %s in %s:%s", message.pk, kind, at.name, at.lineno)
            echo = None
        return echo if echo is not None else leave_for_a_person(incoming)


class ToUndo(Exception):
    """An answer could not be acted on; whatever its transaction did is to be undone."""


def answer_boldly(incoming: Incoming) -> Echo:
    """Like ``route``, with no savepoint for one person's answer by digit, which hardly ever fails.

    Raises ToUndo where it does: the caller undoes the whole transaction, and begins again with ``route``.
    """
    choice = incoming.choice
    if choice is None or choice.has_sharers or incoming.thread.doubted_at is not None:
        return route(incoming)
    with translation.override(incoming.message.language):
        try:
            echo = _echo_of(incoming)
        except Exception as fault:
            raise ToUndo from fault
        return echo if echo is not None else leave_for_a_person(incoming)


def _echo_of(incoming: Incoming) -> Echo | None:
    """None when the text is for none of us."""
    thread, message, kind = incoming.thread, incoming.message, incoming.said.kind
    words = _read(incoming)
    if words is not None:
        return Echo(words, message.writer)
    if not digits_in(message.body):
        if (echo := _name_or_words(incoming)) is not None:
            return echo
        if kind is not Kind.NOTHING and staff_spoke_last(thread):
            return None  # a word that answers them, and not the machine
    if kind is Kind.LIST:
        return list_open(incoming)
    if kind is Kind.PERSON:
        return ask_for_person(incoming)
    return _answer(incoming, incoming.choice) if incoming.choice is not None else None


def _read(incoming: Incoming) -> str | None:
    """The echo of the first reader (of door codes, say) that takes the text."""
    thread, message = incoming.thread, incoming.message
    for reader in registry.text_readers:
        echo = reader(thread.community, thread.phone, incoming.people, message.body, message)
        if echo is not None:
            return echo
    return None


def _name_or_words(incoming: Incoming) -> Echo | None:
    """Take a name where one is wanted, or an answer in words that a room has asked for."""
    named = _first_name if incoming.thread.doubted_at is not None else _name_for_digit
    echo = named(incoming)
    return echo if echo is not None or incoming.message.is_call else _in_words(incoming)


def _in_words(incoming: Incoming) -> Echo | None:
    """The echo of the first room that has asked for an answer in words."""
    for reader in registry.word_readers:
        said = reader(incoming.thread.community, incoming.people, incoming.message.body, incoming.message)
        if said is not None:
            return Echo(addressed(said.person, said.words, sharers(said.person)), said.person)
    return None


def _answer(incoming: Incoming, choice: ReplyChoice) -> Echo:
    """The echo of the room that asked, unless its question is over, or was asked of somebody else."""
    question, message = choice.expectation, incoming.message
    asking = registry.reply_handlers.get(question.handler)
    if asking is not None and asking.is_secret:
        strike_answer(message)
    if (
        not choice.held
        or question.expires_at <= timezone.now()
        or question.person.phone != message.thread.phone
    ):
        return _said_to(incoming, _closed(choice))
    if question.handler == WHO:
        return _told_who(incoming, choice)
    handler = registry.reply_handlers[question.handler]
    if handler.is_personal and (choice.has_sharers or message.thread.doubted_at is not None):
        writer = speaker_of(message, among=incoming.people)
        if writer != question.person:
            if message.writer is None:
                raise NotKnownWho  # the phone may have been passed on
            with translation.override(writer.language):
                return Echo(_not_yours(choice, writer), writer)
    question.pressed = choice.number
    return _said_to(incoming, handler.answer(question, choice.value, message))


def _said_to(incoming: Incoming, words: str) -> Echo:
    """``words`` for whose question it is, by name where the phone is shared."""
    choice = incoming.choice
    if choice is None or choice.expectation.handler == WHO:
        return Echo(words, incoming.message.writer)
    person = choice.expectation.person
    return Echo(addressed(person, words, sharers(person)) if choice.has_sharers else words, person)


def _closed(choice: ReplyChoice) -> str:
    question = choice.expectation
    handler = registry.reply_handlers.get(question.handler)
    if handler is None or question.person.phone != question.thread.phone:
        return _("That question is closed, so this answer does not count.")
    return _("That is closed, so this answer does not count: %(question)s") % {
        "question": handler.line(question, {})
    }


def _not_yours(choice: ReplyChoice, writer: Person) -> str:
    """Whose number it was, and which are the writer's own for the same question."""
    asked = choice.expectation
    words = _("%(number)d is a number of %(name)s, so nothing was counted.") % {
        "number": choice.number,
        "name": asked.person.first_name,
    }
    for question in open_questions(asked.thread):
        same = (question.handler, question.subject_id) == (asked.handler, asked.subject_id)
        if same and question.person_id == writer.pk:
            numbers = {own.value: own.number for own in question.choices.all()}
            line = registry.reply_handlers[question.handler].line(question, numbers)
            return " ".join([words, _("Yours: %(line)s") % {"line": line}])
    return words


def _told_who(incoming: Incoming, choice: ReplyChoice) -> Echo:
    """The phone says who is writing: the text that waited is read again as theirs."""
    person = told_who(choice.expectation, choice.value, incoming.people)
    return Echo(_closed(choice)) if person is None else _resume(incoming, person)


def _name_for_digit(incoming: Incoming) -> Echo | None:
    """Take a name of the phone's people in place of their digit, while a text waits for its writer."""
    if waits(incoming.thread) is None or len(incoming.people) < 2:
        return None
    owners = [person for person in incoming.people if person.pk in heard_in(incoming).keys]
    if len(owners) != 1:
        return None
    lock_thread(incoming.thread)
    remember(incoming.thread, owners[0])
    return _resume(incoming, owners[0])


def _first_name(incoming: Incoming) -> Echo | None:
    """Take a first name from a number in doubt; None when the text is about something else."""
    heard = heard_in(incoming)
    if heard.said is not Said.NAME:
        return no_owner(incoming, heard)
    owners = owners_of(incoming, heard)
    held = waits(incoming.thread)
    if len(owners) > 1 and held is not None:
        held.thread = incoming.thread
        return ask_who(replace(incoming, message=held))
    if len(incoming.people) > 1 and len(owners) == 1:
        remember(incoming.thread, owners[0])
    return _resume(incoming, owners[0])


def _resume(incoming: Incoming, writer: Person) -> Echo:
    """Read the text that waited for its writer, as theirs."""
    thread, held = incoming.thread, waits(incoming.thread)
    thread.held = None
    thread.save(update_fields=["held"])
    if held is None:
        with translation.override(writer.language):
            return Echo(_("Thank you, %(name)s.") % {"name": writer.first_name}, writer)
    held.thread, held.writer, held.language = thread, writer, writer.language
    held.is_call = incoming.message.is_call  # what it is answered by now
    said, choice = understand(thread, held.body, written_at=held.created_at)
    return route(Incoming(held, incoming.people, said, choice))
