"""What the staff does with texts that wait for a person."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.live.services import ring
from community.messaging import rules
from community.messaging.models import Message, Thread, ThreadNote
from community.messaging.selectors import STAFF_KEY, came_after, last_heard
from community.messaging.services.bell import ring_inbox
from community.messaging.services.outbound import default_language, lock_thread, queue
from community.people.models import Person
from community.people.rules import is_staff
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
    _have_seen(thread, min(seen, message.pk))
    ring_inbox(thread.community_id)
    return message


def leave_for_staff(thread: Thread) -> None:
    """Put ``thread`` on the staff's list, since now unless it stands there already."""
    thread.waiting_since = thread.waiting_since or timezone.now()
    thread.save(update_fields=["waiting_since"])
    ring_inbox(thread.community_id)


@transaction.atomic
def finish_thread(thread: Thread, *, by: Person, seen: int) -> None:
    """Take ``thread`` off the list of those that wait for a person, unless a text has come after ``seen``.

    Then it stays there, and Refused says so: somebody was promised that a person reads it. Whoever
    looked after it does so no longer.
    """
    lock_thread(thread)
    if _unseen(thread, seen) is not None:
        raise Refused(_("Another text came in meanwhile. Read it first."))
    audit.record(thread, "finish", by=by)
    _take_off_the_list(thread)
    newest = thread.messages.order_by("-pk").values_list("pk", flat=True).first()
    _have_seen(thread, min(seen, newest or 0))
    thread.assigned_to = None
    thread.save(update_fields=["assigned_to"])
    ring_inbox(thread.community_id)


def mark_seen(thread: Thread, *, upto: int, board_id: int) -> None:
    """Somebody of the staff has had the texts of ``thread`` before them, up to the one with key ``upto``.

    ``board_id`` is the inbox's. No transaction holds the two: a ring that is lost is made up by the next.
    """
    if _have_seen(thread, upto):
        ring(board_id)


@transaction.atomic
def mark_unread(thread: Thread, *, by: Person) -> None:
    """The family's last text counts as unread again. Refused where they never wrote."""
    last = thread.messages.filter(direction=Message.Direction.IN).order_by("-pk").first()
    if last is None:
        raise Refused(_("Nothing came from this phone yet."))
    thread.seen_upto = last.pk - 1
    thread.save(update_fields=["seen_upto"])
    audit.record(thread, "mark_unread", by=by)
    ring_inbox(thread.community_id)


@transaction.atomic
def add_note(thread: Thread, *, body: str, by: Person) -> ThreadNote:
    """Write something down for colleagues. The same words by the same hand, twice in a row, are one note."""
    body = rules.clean(body)
    if not body:
        raise BadInput(_("Write the note first."))
    if len(body) > rules.LONGEST_BODY:
        raise BadInput(
            _("That is too long for a note: %(most)d characters at most.") % {"most": rules.LONGEST_BODY}
        )
    lock_thread(thread)
    last = thread.notes.order_by("-pk").first()
    if last is not None and (last.author_id, last.body) == (by.pk, body):
        return last
    note = ThreadNote.objects.create(thread=thread, author=by, body=body)
    audit.record(thread, "note", by=by)
    ring_inbox(thread.community_id)
    return note


@transaction.atomic
def assign_thread(thread: Thread, *, to: Person | None, by: Person) -> None:
    """Give ``thread`` to one of the staff of its community to look after, or (None) to all of them again."""
    if to is not None and not (to.community_id == thread.community_id and is_staff(to)):
        raise BadInput(_("Only somebody of your team can look after a conversation."))
    locked = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    was, thread.assigned_to = locked.assigned_to_id, to
    if was == thread.assigned_to_id:
        return
    thread.save(update_fields=["assigned_to"])
    states = {"from_state": str(was or ""), "to_state": str(thread.assigned_to_id or "")}
    audit.record(thread, "assign", by=by, **states)
    ring_inbox(thread.community_id)


def _have_seen(thread: Thread, upto: int) -> bool:
    """Move the mark of what was seen forward, never back; whether it moved."""
    return bool(Thread.objects.filter(pk=thread.pk, seen_upto__lt=upto).update(seen_upto=upto))


def _unseen(thread: Thread, seen: int) -> Message | None:
    """The first text after ``seen`` that waits for a person."""
    return came_after(thread, seen) if thread.waiting_since is not None else None


def _take_off_the_list(thread: Thread, *, waits_since: datetime | None = None) -> None:
    thread.waiting_since, thread.failed_since = waits_since, None
    thread.save(update_fields=["waiting_since", "failed_since"])
