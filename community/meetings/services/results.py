"""What another room found out during a meeting, for its notes."""

from django.db import transaction

from community.core import audit
from community.meetings.models import AgendaItem, Meeting, MeetingNote
from community.meetings.services.bell import ring_for
from community.people.models import Person


@transaction.atomic
def add_note(
    meeting: Meeting,
    *,
    body: str,
    by: Person | None,
    item: AgendaItem | None = None,
    kind: str = MeetingNote.Kind.NOTE,
    members_only: bool = False,
) -> MeetingNote:
    """Add a note, also while the meeting closes. ``body`` fits a note and says something."""
    note = MeetingNote.objects.create(
        meeting=meeting, body=body, item=item, kind=kind, members_only=members_only, author=by
    )
    audit.record(note, "write", by=by)
    ring_for(meeting)
    return note
