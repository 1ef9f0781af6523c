"""Notes of a meeting and its parking lot.

What only members read is theirs alone: whoever has no seat finds no such note, whatever they send.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.meetings.models import AgendaItem, Meeting, MeetingNote
from community.meetings.rules import may_run
from community.meetings.selectors import standing_of
from community.meetings.services.agenda import next_place
from community.meetings.services.bell import ring_for
from community.meetings.services.evening import lock_open
from community.meetings.standing import MEMBER
from community.people.models import Person

LONGEST = 2000


def _words(body: str) -> str:
    body = body.strip()
    if not body:
        raise BadInput(_("Write what should be remembered."))
    if len(body) > LONGEST:
        raise BadInput(_("That is too long for one note. Write two."))
    return body


def _require_writer(meeting: Meeting, person: Person, *, members_only: bool) -> None:
    seated = standing_of(meeting, person) == MEMBER
    if not (seated or (not members_only and may_run(person, meeting))):
        raise NotAllowed(_("Only members and those who run the meeting write here."))


@transaction.atomic
def write_note(
    meeting: Meeting,
    *,
    body: str,
    by: Person,
    item: AgendaItem | None = None,
    kind: str = MeetingNote.Kind.NOTE,
    members_only: bool = False,
) -> MeetingNote:
    """Write down ``body``, about ``item`` or in general. Sent twice, it stands there once."""
    body = _words(body)
    _require_writer(meeting, by, members_only=members_only)
    locked = lock_open(meeting)
    note, new = MeetingNote.objects.get_or_create(
        meeting=locked,
        item=item,
        kind=kind,
        body=body,
        members_only=members_only,
        author=by,
        settled_at=None,
    )
    if new:
        audit.record(note, "park" if kind == MeetingNote.Kind.PARKED else "write", by=by)
        ring_for(locked)
    return note


def _lock(note: MeetingNote, by: Person) -> MeetingNote:
    meeting = lock_open(note.meeting)
    _require_writer(meeting, by, members_only=note.members_only)
    return MeetingNote.objects.select_for_update().get(pk=note.pk)


@transaction.atomic
def change_note(note: MeetingNote, *, body: str, by: Person) -> None:
    """Write the note anew."""
    body = _words(body)
    locked = _lock(note, by)
    locked.body = body
    locked.save(update_fields=["body"])
    audit.record(locked, "change", by=by)
    ring_for(note.meeting)


@transaction.atomic
def remove_note(note: MeetingNote, *, by: Person) -> None:
    """Take the note away."""
    locked = _lock(note, by)
    audit.record(locked, "remove", by=by)
    locked.delete()
    ring_for(note.meeting)


@transaction.atomic
def settle_parked(note: MeetingNote, *, by: Person) -> None:
    """What was parked is dealt with. Settled twice, it stays settled."""
    locked = _lock(note, by)
    if locked.settled_at is not None:
        return
    locked.settled_at = timezone.now()
    locked.save(update_fields=["settled_at"])
    audit.record(locked, "settle", by=by)
    ring_for(note.meeting)


@transaction.atomic
def carry_parked(note: MeetingNote, *, by: Person) -> AgendaItem:
    """Put what was parked on the next agenda, and settle it.

    It is proposed for the group's next meeting where one is planned; otherwise this meeting holds it, and
    the next draft has it.
    """
    locked = _lock(note, by)
    if locked.settled_at is not None:
        raise Refused(_("That is settled already."))
    coming = Meeting.objects.filter(
        group=note.meeting.group_id, state=Meeting.State.PLANNED, starts_at__gt=note.meeting.starts_at
    )
    following = coming.select_for_update().order_by("starts_at", "pk").first()
    target = following or note.meeting
    item = AgendaItem.objects.create(
        meeting=target,
        position=next_place(target),
        title=" ".join(locked.body.split())[:200],
        proposed_by=locked.author,
        state=AgendaItem.State.PROPOSED if following else AgendaItem.State.DEFERRED,
    )
    audit.record(item, "carry", by=by, to_state=item.state)
    settle_parked(locked, by=by)
    if following:
        ring_for(following)
    return item
