"""What was noted, and what waits in the parking lot."""

from itertools import groupby

from django.template.loader import render_to_string

from community.core.prepared import Prepared
from community.core.registry import Audience
from community.live.selectors import once_a_moment
from community.meetings.models import Meeting, MeetingNote
from community.meetings.panels.shared import find_meeting
from community.meetings.standing import FACILITATOR, GUEST, MEMBER, PROJECTOR

_NOTES = Prepared(
    lambda meeting: MeetingNote.objects.filter(meeting=meeting).select_related("item"), meeting=int
)


@once_a_moment
def all_notes(meeting: Meeting) -> list[MeetingNote]:
    """In the order of the agenda; those about no item come first."""
    notes = _NOTES.rows(meeting=meeting.pk)
    return sorted(notes, key=lambda note: (note.item.position if note.item else 0, note.pk))


def may_read(note: MeetingNote, role: str) -> bool:
    """Whether this audience is given the note. Guests read what is about an item that is open to them."""
    if note.members_only:
        return role == MEMBER
    if role == GUEST:
        return note.item is not None and not note.item.closed_to_guests
    return True


def _of_kind(board_id: int, audience: Audience, kind: str) -> tuple[Meeting, list[MeetingNote]]:
    meeting = find_meeting(board_id)
    return meeting, [
        note for note in all_notes(meeting) if note.kind == kind and may_read(note, audience.role)
    ]


def notes(board_id: int, audience: Audience) -> str:
    """The notes by item. Members change those for members, whoever runs the meeting the others."""
    if audience.role == PROJECTOR:
        return ""
    meeting, found = _of_kind(board_id, audience, MeetingNote.Kind.NOTE)
    if not found:
        return ""
    by_item = [(item, list(some)) for item, some in groupby(found, key=lambda note: note.item)]
    return render_to_string(
        "panels/notes.html", {"meeting": meeting, "by_item": by_item, "role": audience.role}
    )


def parking(board_id: int, audience: Audience) -> str:
    """What was parked and is not settled."""
    if audience.role == PROJECTOR:
        return ""
    meeting, found = _of_kind(board_id, audience, MeetingNote.Kind.PARKED)
    waiting = [note for note in found if note.settled_at is None]
    if not waiting:
        return ""
    drives = audience.role == FACILITATOR and meeting.state == Meeting.State.OPEN
    return render_to_string("panels/parking.html", {"waiting": waiting, "drives": drives})
