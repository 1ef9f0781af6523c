"""Who is here."""

from django.template.loader import render_to_string

from community.core.registry import Audience
from community.meetings.panels.shared import find_meeting
from community.meetings.selectors import room_of


def here(board_id: int, audience: Audience) -> str:
    """Who is here, of those expected; for the facilitator also who is missing, with a button each."""
    meeting = find_meeting(board_id)
    return render_to_string(
        "panels/here.html", {"meeting": meeting, "room": room_of(meeting), "role": audience.role}
    )
