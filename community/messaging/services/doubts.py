"""A number that may have passed to somebody else gives its person's first name before it may vote."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import Refused
from community.messaging import rules
from community.messaging.models import Message, Thread
from community.messaging.selectors import thread_of, waiting_texts
from community.messaging.services.bell import ring_inbox
from community.messaging.services.dropping import drop
from community.messaging.services.outbound import lock_thread
from community.messaging.services.questions import close_on_phone
from community.people.models import Channel, Person
from community.people.phones import for_people
from community.people.services import take_phone_away


def doubt(thread: Thread) -> None:
    """From now on the number must give its person's first name before a personal answer counts."""
    if thread.doubted_at is None:
        thread.doubted_at, thread.wrong_names = timezone.now(), 0
        thread.save(update_fields=["doubted_at", "wrong_names"])


def doubt_if_silent(thread: Thread, people: Sequence[Person]) -> None:
    """Doubt the number if it was silent for too long. Nothing is asked of the database otherwise."""
    now = timezone.now()
    if rules.silent_too_long(_last_heard(thread), now) and people:
        lock_thread(thread)
        if rules.silent_too_long(_last_heard(thread), now):
            doubt(thread)
            thread.heard_at = now
            thread.save(update_fields=["heard_at"])


def _last_heard(thread: Thread) -> datetime:
    return thread.heard_at or thread.created_at


def trust(thread: Thread, *, by: Sequence[Person]) -> None:
    """The first name was right: it is the phone of ``by`` (several where they have the same first name)."""
    thread.doubted_at, thread.wrong_names = None, 0
    thread.save(update_fields=["doubted_at", "wrong_names"])
    audit.record(thread, "confirm", by=by[0] if len(by) == 1 else None, channel=Channel.TEXT)


def wrong_name(thread: Thread) -> bool:
    """Count a name that is nobody's there; says whether it may be tried once more."""
    thread.wrong_names += 1
    thread.save(update_fields=["wrong_names"])
    return thread.wrong_names < rules.WRONG_NAMES_TO_UNLINK


@transaction.atomic
def unlink(thread: Thread, people: Sequence[Person]) -> None:
    """The number is no longer that of ``people``: nothing of theirs goes there or comes from there.

    The staff finds it on its list; they reach the people some other way and ask for the new number.
    """
    gone = [(message, Message.Dropped.NUMBER_GONE) for message in waiting_texts(thread)]
    drop(gone, channel=Channel.TEXT)
    close_on_phone(thread)
    take_phone_away(people, channel=Channel.TEXT)
    thread.doubted_at, thread.wrong_names = None, 0
    thread.held = thread.speaker = thread.speaks_until = None
    thread.waiting_since = thread.waiting_since or timezone.now()
    thread.save(
        update_fields=["doubted_at", "wrong_names", "held", "speaker", "speaks_until", "waiting_since"]
    )
    audit.record(thread, "unlink", by=None, channel=Channel.TEXT)
    ring_inbox(thread.community_id)


def check_phone_is_theirs(person: Person) -> None:
    """For what counts for one person alone and comes by a sign-in by phone, or by a link we texted.

    Raises Refused while the number may have passed to somebody else. Who has shown a password and a
    second factor needs no phone to be known by.
    """
    thread = thread_of(person)
    if thread is None or not (
        thread.doubted_at is not None or rules.silent_too_long(_last_heard(thread), timezone.now())
    ):
        return
    if person.both_factors and person.user is not None and person.user.email is not None:
        return
    raise Refused(
        _("Is this still your phone? Text your first name to %(number)s, then try again.")
        % {"number": for_people(person.community.number or "")}
    )
