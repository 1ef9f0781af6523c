"""STOP, START and HELP."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.messaging.models import Message, Thread
from community.messaging.rules import Command
from community.messaging.selectors import waiting_texts
from community.messaging.services.dropping import drop
from community.messaging.services.outbound import lock_thread, reply_to_all
from community.people.models import Channel, Consent, Person
from community.people.services import give_consent, withdraw_consent


def obey(command: Command, thread: Thread, people: Sequence[Person], *, already_answered: bool) -> None:
    """Do what the phone said. One text confirms it unless the carrier has confirmed it already."""
    name = thread.community.name
    lock_thread(thread)
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
    if thread.opted_out_at is None:
        thread.opted_out_at = timezone.now()
        thread.save(update_fields=["opted_out_at"])
    for person in people:
        withdraw_consent(person, purpose=Consent.Purpose.TEXTS, channel=Channel.TEXT)
    waiting = waiting_texts(thread).select_related("thread__community")
    drop([(message, Message.Dropped.STOPPED) for message in waiting], channel=Channel.TEXT)


def start_texts(thread: Thread, people: Sequence[Person]) -> None:
    """Texts may go to this phone again. START is a new consent, in the words we answer with."""
    if thread.opted_out_at is None:
        return
    thread.opted_out_at = None
    thread.save(update_fields=["opted_out_at"])
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


def _stopped(community: str) -> str:
    return _("%(community)s: you will get no more texts from us. To get them again, text START.") % {
        "community": community
    }


def _started(community: str) -> str:
    return _("%(community)s: you will get our texts again. To stop them, text STOP. For help, text HELP.") % {
        "community": community
    }


def _help(community: str) -> str:
    return _(
        "%(community)s texts you about meetings and votes. Answer with the number you choose. "
        "To reach a person, just write. To stop our texts, text STOP."
    ) % {"community": community}
