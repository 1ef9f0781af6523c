"""What the staff does with texts that wait for a person."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.messaging import rules
from community.messaging.models import Message, Thread
from community.messaging.selectors import last_heard
from community.messaging.services.outbound import default_language, queue
from community.people.models import Person
from community.people.selectors import people_at


@transaction.atomic
def write_to(thread: Thread, *, body: str, by: Person) -> Message:
    """Text the phone of ``thread`` in a staff member's own words; what waited there is answered.

    It leaves at any hour when the phone has just written to us, else when texts may leave.
    """
    body = rules.clean(body)
    if not body:
        raise BadInput(_("Write the text first."))
    if len(body) > rules.LONGEST_BODY:
        raise BadInput(
            _("That is too long for a text: %(most)d characters at most.") % {"most": rules.LONGEST_BODY}
        )
    if thread.opted_out_at is not None:
        raise Refused(_("This phone said STOP, so we may not text it."))
    if not thread.community.number:
        raise Refused(_("Your community has no number to text from yet."))
    people = people_at(thread.community, thread.phone)
    heard = last_heard(thread)
    message = queue(
        thread,
        body,
        language=people[0].language if people else default_language(thread.community),
        person=people[0] if len(people) == 1 else None,
        is_reply=heard is not None and timezone.now() - heard < rules.ANSWER_WINDOW,
    )
    audit.record(thread, "write", by=by)
    _nothing_waits(thread)
    return message


def leave_for_staff(thread: Thread) -> None:
    """Put ``thread`` on the staff's list, since now unless it stands there already."""
    thread.waiting_since = thread.waiting_since or timezone.now()
    thread.save(update_fields=["waiting_since"])


@transaction.atomic
def finish_thread(thread: Thread, *, by: Person) -> None:
    """Take ``thread`` off the list of those that wait for a person."""
    audit.record(thread, "finish", by=by)
    _nothing_waits(thread)


def _nothing_waits(thread: Thread) -> None:
    thread.waiting_since = thread.failed_since = None
    thread.save(update_fields=["waiting_since", "failed_since"])
