"""Closing the meeting."""

from django.template.loader import render_to_string

from community.core.registry import Audience
from community.meetings.models import AgendaItem
from community.meetings.panels.shared import find_meeting
from community.meetings.selectors import unfinished_steps
from community.meetings.standing import FACILITATOR


def end(board_id: int, audience: Audience) -> str:
    """Closing, for the facilitator alone."""
    if audience.role != FACILITATOR:
        return ""
    meeting = find_meeting(board_id)
    coming = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.PLANNED)
    return render_to_string(
        "panels/end.html",
        {
            "meeting": meeting,
            "coming": coming.exclude(pk=meeting.current_item_id or 0),
            "loose": list(unfinished_steps(meeting)),
        },
    )
