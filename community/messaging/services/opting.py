"""STOP, what may mean STOP, START and HELP."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.core import audit, jobs
from community.messaging.models import Message, Thread
from community.messaging.rules import ANSWER_WINDOW, Command
from community.messaging.selectors import confirmations, last_heard, waiting_texts
from community.messaging.services.bell import ring_inbox
from community.messaging.services.dropping import drop
from community.messaging.services.outbound import SEND_JOB, lock_thread, reply_to_all
from community.people.models import Channel, Consent, Person
from community.people.selectors import people_at
from community.people.services import give_consent, withdraw_consent


def obey(command: Command, thread: Thread, people: Sequence[Person], *, already_answered: bool) -> None:
    """Do what the phone said. One text confirms it unless the carrier has confirmed it already."""
    name = thread.community.name
    lock_thread(thread)
    if command is Command.PAUSE:
        pause_texts(thread, people)
        return
    if command is Command.STOP:
        said_before = thread.opted_out_at is not None
        stop_texts(thread, people)
        if not (said_before or already_answered):
            reply_to_all(thread, people, lambda: _stopped(name), despite_stop=True)
        return
    if command is Command.START:
        start_texts(thread, people)
    if not already_answered:
        reply_to_all(thread, people, lambda: _started(name) if command is Command.START else _help(name))


@transaction.atomic
def stop_texts(thread: Thread, people: Sequence[Person]) -> None:
    """No more texts to this phone: consents end, and what waits to be sent is dropped."""
    lock_thread(thread)
    if thread.opted_out_at is None or thread.paused_at is not None:
        thread.opted_out_at, thread.paused_at = thread.opted_out_at or timezone.now(), None
        thread.save(update_fields=["opted_out_at", "paused_at"])
    for person in people:
        withdraw_consent(person, purpose=Consent.Purpose.TEXTS, channel=Channel.TEXT)
    stopped = [(message, Message.Dropped.STOPPED) for message in waiting_texts(thread)]
    drop(stopped, channel=Channel.TEXT)
    ring_inbox(thread.community_id)


@transaction.atomic
def stop_for(thread: Thread, *, by: Person) -> None:
    """They meant STOP, as ``by`` read it: stop their texts, and tell them once. Twice is as good as once.

    The confirmation leaves at any hour while they have just written, else when texts may leave.
    """
    lock_thread(thread)
    if thread.opted_out_at is not None:
        return
    people, name = people_at(thread.community, thread.phone), thread.community.name
    audit.record(thread, "stop", by=by)
    stop_texts(thread, people)
    heard = last_heard(thread)
    just_wrote = heard is not None and timezone.now() - heard < ANSWER_WINDOW
    reply_to_all(thread, people, lambda: _stopped(name), despite_stop=True, is_reply=just_wrote)


def pause_texts(thread: Thread, people: Sequence[Person]) -> None:
    """Nothing but answers leaves to this phone until a person has read what it said. It is told so once."""
    now = timezone.now()
    thread.waiting_since = thread.waiting_since or now
    is_new = thread.paused_at is None and thread.opted_out_at is None
    if is_new:
        # A person was promised, so for a while nothing else need say so.
        thread.paused_at = thread.promised_at = now
    thread.save(update_fields=["waiting_since", "paused_at", "promised_at"])
    if is_new:
        reply_to_all(thread, people, lambda: _paused(thread.community.name))
    ring_inbox(thread.community_id)


@transaction.atomic
def resume_texts(thread: Thread, *, by: Person) -> None:
    """They did not mean STOP, as ``by`` read it: what was held goes on, as far as it is still of use."""
    lock_thread(thread)
    if thread.paused_at is not None:
        audit.record(thread, "resume", by=by)
        _go_on(thread)
        ring_inbox(thread.community_id)


def start_texts(thread: Thread, people: Sequence[Person]) -> None:
    """Texts may go to this phone again. START is a new consent, in the words we answer with."""
    if thread.paused_at is not None:
        _go_on(thread)
    if thread.opted_out_at is None:
        return
    thread.opted_out_at = None
    thread.save(update_fields=["opted_out_at"])
    taken_back = [(message, Message.Dropped.TAKEN_BACK) for message in confirmations(thread)]
    drop(taken_back, channel=Channel.TEXT)
    for person in people:
        with translation.override(person.language):
            wording = _started(thread.community.name)
        give_consent(
            person,
            purpose=Consent.Purpose.TEXTS,
            wording=wording,
            language=person.language,
            channel=Channel.TEXT,
        )


def _go_on(thread: Thread) -> None:
    """End the pause, and look at what was held."""
    thread.paused_at = None
    thread.save(update_fields=["paused_at"])
    jobs.enqueue(SEND_JOB)


def _stopped(community: str) -> str:
    return _("%(community)s: you will get no more texts from us. To get them again, text START.") % {
        "community": community
    }


def _paused(community: str) -> str:
    return _(
        "%(community)s: we will send nothing until a person has read this. "
        "To end all our texts now, text STOP."
    ) % {"community": community}


def _started(community: str) -> str:
    return _("%(community)s: you will get our texts again. To stop them, text STOP. For help, text HELP.") % {
        "community": community
    }


def _help(community: str) -> str:
    return _(
        "%(community)s texts you news and questions. Answer with the number you choose. "
        "To reach a person, just write. To stop our texts, text STOP."
    ) % {"community": community}
