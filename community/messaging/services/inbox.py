"""What the staff does with texts that wait for a person."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.messaging import rules
from community.messaging.models import Message, Thread
from community.messaging.selectors import STAFF_KEY, came_after, last_heard
from community.messaging.services.outbound import default_language, lock_thread, queue
from community.people.models import Person
from community.people.selectors import people_at


@transaction.atomic
def write_to(thread: Thread, *, body: str, by: Person, seen: int) -> Message:
    """Text the phone of ``thread`` in a staff member's own words; what waited there is answered.

    ``seen`` is the newest text that ``by`` had before them: what came later still waits, and the same
    words after the same text are one press of the button too many, so they are sent once.
    It leaves at any hour when the phone has just written to us, else when texts may leave.
    """
    body = rules.clean(body)
    if not body:
        raise BadInput(_("Write the text first."))
    if len(body) > rules.LONGEST_BODY:
        raise BadInput(
            _("That is too long for a text: %(most)d characters at most.") % {"most": rules.LONGEST_BODY}
        )
    lock_thread(thread)
    if thread.opted_out_at is not None:
        raise Refused(_("This phone said STOP, so we may not text it."))
    if not thread.community.number:
        raise Refused(_("Your community has no number to text from yet."))
    once_key = f"{STAFF_KEY}{by.pk}:{seen}:{hashlib.sha256(body.encode()).hexdigest()[:32]}"
    if sent := thread.messages.filter(once_key=once_key).first():
        return sent
    people = people_at(thread.community, thread.phone)
    heard = last_heard(thread)
    message = queue(
        thread,
        body,
        language=people[0].language if people else default_language(thread.community),
        person=people[0] if len(people) == 1 else None,
        once_key=once_key,
        is_reply=heard is not None and timezone.now() - heard < rules.ANSWER_WINDOW,
    )
    audit.record(thread, "write", by=by)
    later = _unseen(thread, seen)
    _take_off_the_list(thread, waits_since=later.created_at if later else None)
    return message


def leave_for_staff(thread: Thread) -> None:
    """Put ``thread`` on the staff's list, since now unless it stands there already."""
    thread.waiting_since = thread.waiting_since or timezone.now()
    thread.save(update_fields=["waiting_since"])


@transaction.atomic
def finish_thread(thread: Thread, *, by: Person, seen: int) -> None:
    """Take ``thread`` off the list of those that wait for a person, unless a text has come after ``seen``.

    Then it stays there, and Refused says so: somebody was promised that a person reads it.
    """
    lock_thread(thread)
    if _unseen(thread, seen) is not None:
        raise Refused(_("Another text came in meanwhile. Read it first."))
    audit.record(thread, "finish", by=by)
    _take_off_the_list(thread)


def _unseen(thread: Thread, seen: int) -> Message | None:
    """The first text after ``seen`` that waits for a person."""
    return came_after(thread, seen) if thread.waiting_since is not None else None


def _take_off_the_list(thread: Thread, *, waits_since: datetime | None = None) -> None:
    thread.waiting_since, thread.failed_since = waits_since, None
    thread.save(update_fields=["waiting_since", "failed_since"])
