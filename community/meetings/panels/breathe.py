"""A moment to breathe."""

from django.template.loader import render_to_string

from community.core.registry import Audience
from community.meetings.panels.shared import find_meeting


def breathe(board_id: int, audience: Audience) -> str:
    """On the screen nothing else; a line on a phone."""
    meeting = find_meeting(board_id)
    if not meeting.breathing:
        return ""
    return render_to_string("panels/breathe.html", {"role": audience.role})
