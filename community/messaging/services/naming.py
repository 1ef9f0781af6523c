"""Asking for a first name where a number is in doubt, and taking what comes back."""

from django.utils.translation import gettext as _

from community.messaging.names import Heard, Said, hear_name
from community.messaging.rules import Command
from community.messaging.services import doubts
from community.messaging.services.heard import Echo, Incoming
from community.messaging.services.outbound import lock_thread
from community.messaging.services.speakers import hold, waits
from community.people.models import Person


def ask_name(incoming: Incoming) -> Echo:
    """Hold the text, and ask for the first name of who wrote it."""
    lock_thread(incoming.thread)
    hold(incoming.message)
    by_text = not incoming.message.is_call
    return Echo(
        for_all=lambda: (
            _("Before this counts: what is your first name?")
            if by_text
            else _("Before this counts, text your first name to this number.")
        )
    )


def heard_in(incoming: Incoming) -> Heard:
    """What the text says of who is writing."""
    names = {person.pk: (person.first_name, person.display_name) for person in incoming.people}
    return hear_name(incoming.message.body, names)


def denies_its_name(incoming: Incoming) -> bool:
    """Whether words that might ask us to stop ("wrong number") answer the question for the first name."""
    if incoming.said.command is not Command.PAUSE or waits(incoming.thread) is None:
        return False
    return incoming.thread.doubted_at is not None and heard_in(incoming).said is Said.NOT_ME


def owners_of(incoming: Incoming, heard: Heard) -> list[Person]:
    """Whose first name was given; the number is theirs from now on."""
    owners = [person for person in incoming.people if person.pk in heard.keys]
    lock_thread(incoming.thread)
    doubts.trust(incoming.thread, by=owners)
    return owners


def no_owner(incoming: Incoming, heard: Heard) -> Echo | None:
    """What follows from a text that is no name of the phone's people.

    It is held against the number only while a text waits for the name, and only when it is a name or
    says that we have the wrong person: None for all else, which is read as any other text.
    """
    thread = incoming.thread
    if heard.said is Said.UNCLEAR:
        return None
    lock_thread(thread)
    if waits(thread) is None:
        return None
    if heard.said is Said.OTHER_NAME and doubts.wrong_name(thread):
        return Echo(
            for_all=lambda: _("That is not the name we have for this number. Text your first name once more.")
        )
    doubts.unlink(thread, list(incoming.people))
    return Echo(_("Thank you for telling us. This number is off our list now, and nothing was counted."))
