"""The doors texts and the digits of calls come in by: each is stored once, and acted on once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from community.core.prepared import insert
from community.live.services import ringing_last
from community.messaging import rules
from community.messaging.models import Message, Thread
from community.messaging.services import opting
from community.messaging.services.doubts import doubt_if_silent
from community.messaging.services.heard import Echo, Incoming
from community.messaging.services.inbox import leave_for_staff
from community.messaging.services.menu import mention_pictures
from community.messaging.services.naming import denies_its_name
from community.messaging.services.outbound import default_language, lock_thread, reply, reply_to_all
from community.messaging.services.phones import ring_phones
from community.messaging.services.router import ToUndo, answer_boldly, route, understand
from community.messaging.services.speakers import CONVERSATION, is_speaking
from community.people.models import Community, Person
from community.people.selectors import people_at

# When a phone was last heard is written this seldom, so that a vote by text costs no more.
HEARD_EVERY = timedelta(days=1)


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
    written_at: datetime | None = None,
) -> Message | None:
    """Take in one text, act on it, and queue the answer. None when ``sid`` was taken in before.

    ``carrier_said``: Twilio's OptOutType ("STOP", "HELP", "START") when Twilio has already answered a
    command itself; then we act on it and add no words of our own. ``pictures``: how many came with it.
    ``thread``: theirs, with its community, where the caller has it at hand. ``written_at``: when it was
    written, where it comes late.
    """
    fields: dict[str, Any] = {"sid": sid, "pictures": pictures}
    fields |= {"carrier_said": carrier_said, "written_at": written_at}
    body = rules.clean(body)
    try:
        try:
            return _act_on(thread or _thread(community, phone), body, answer_boldly, **fields)
        except ToUndo:
            # The thread is read again, as what was changed in it has been undone.
            return _act_on(_thread(community, phone), body, route, **fields)
    except _HaveItAlready:
        return None


def _act_on(thread: Thread, body: str, act: Callable[[Incoming], Echo], **fields: Any) -> Message:
    """Keep the text, obey its command or have ``act`` act on it, and queue the answer; all or nothing."""
    with _acting(thread.community):
        incoming = _take_in(thread, body, **fields)
        if incoming.said.command is not None and not denies_its_name(incoming):
            said = bool(fields["carrier_said"])
            opting.obey(incoming.said.command, thread, incoming.people, already_answered=said)
        else:
            _queue(act(incoming), incoming)
            if fields["pictures"] and incoming.message.body:
                _queue(mention_pictures(incoming), incoming)
        _note_heard(thread)
        ring_phones(thread.community)
        return incoming.message


def receive_digits(*, community: Community, phone: str, digits: str, key: str) -> Message:
    """Act on the ``digits`` pressed in a call as on a text, and return what the call says back.

    It is said and not texted. ``key`` names the moment of the call: the same one acts once, and is
    answered with the same words again.
    """
    thread = _thread(community, phone)
    try:
        with _acting(community):
            incoming = _take_in(thread, rules.clean(digits), is_call=True, once_key=f"call:{key}")
            echo = route(incoming)
            _note_heard(thread)
            return _keep_spoken(echo, incoming, key)
    except _HaveItAlready:
        return thread.messages.get(once_key=f"spoken:{key}")


@transaction.atomic
def keep_unread(community: Community, *, phone: str, body: str, sid: str, pictures: int = 0) -> None:
    """Keep a text that comes too late to act on, and leave it for a person; it is not answered."""
    thread = _thread(community, phone)
    try:
        with transaction.atomic():
            _take_in(thread, rules.clean(body), sid=sid, pictures=pictures)
    except _HaveItAlready:
        return
    lock_thread(thread)
    leave_for_staff(thread)


@contextmanager
def _acting(community: Community) -> Iterator[None]:
    with transaction.atomic(), ringing_last(), timezone.override(community.zone):
        yield


def _thread(community: Community, phone: str) -> Thread:
    thread, _made = Thread.objects.get_or_create(community=community, phone=phone)
    thread.community = community
    return thread


def _take_in(
    thread: Thread, body: str, *, carrier_said: str = "", written_at: datetime | None = None, **fields: Any
) -> Incoming:
    """Read the text and keep it in its thread. It is the transaction's first write."""
    people: Any = SimpleLazyObject(lambda: people_at(thread.community, str(thread.phone)))
    said, choice = understand(thread, body, carrier_said=carrier_said, written_at=written_at)
    person: Person | None = choice.expectation.person if choice else next(iter(people), None)
    message = Message(
        thread=thread,
        direction=Message.Direction.IN,
        state=Message.State.RECEIVED,
        body=body,
        language=person.language if person else default_language(thread.community),
        **fields,
    )
    try:
        # The insert itself asks whether the text is new, so of two deliveries at once only one acts.
        insert(message)
    except IntegrityError as error:
        raise _HaveItAlready from error
    doubt_if_silent(thread, people)
    return Incoming(message, people, said, choice)


def _queue(echo: Echo, incoming: Incoming) -> None:
    """Text the echo back."""
    thread, language = incoming.thread, incoming.message.language
    if echo.for_all is not None:
        reply_to_all(thread, incoming.people, echo.for_all)
    elif echo.words:
        reply(
            thread, echo.words, language=echo.person.language if echo.person else language, person=echo.person
        )


def _keep_spoken(echo: Echo, incoming: Incoming, key: str) -> Message:
    """Keep what the call says: the staff reads it, and a second asking hears the same."""
    message = incoming.message
    with translation.override(message.language):
        words = echo.for_all() if echo.for_all is not None else echo.words
    spoken = Message(
        thread=incoming.thread,
        person=echo.person,
        direction=Message.Direction.OUT,
        state=Message.State.DELIVERED,
        body=words,
        language=echo.person.language if echo.person else message.language,
        is_call=True,
        once_key=f"spoken:{key}",
        sent_at=timezone.now(),
    )
    insert(spoken)
    return spoken


def _note_heard(thread: Thread) -> None:
    """Write down that the phone was heard, and that whoever was writing still is.

    It comes last: what an answer locks, it locks before its thread.
    """
    now, changed = timezone.now(), []
    if thread.heard_at is None or now - thread.heard_at > HEARD_EVERY:
        thread.heard_at = now
        changed.append("heard_at")
    if thread.speaker_id is not None and is_speaking(thread):
        thread.speaks_until = now + CONVERSATION
        changed.append("speaks_until")
    if changed:
        thread.save(update_fields=changed)
