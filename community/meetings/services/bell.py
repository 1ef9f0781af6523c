"""Telling everyone who watches a meeting that something changed."""

from community.live.services import ring
from community.meetings.models import Meeting


def ring_for(meeting: Meeting) -> None:
    """Ring the meeting's board, in the caller's transaction. A past record has no board."""
    if meeting.board_id is not None:
        ring(meeting.board_id)
