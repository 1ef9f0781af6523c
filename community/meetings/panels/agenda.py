"""The items in order, and the one being talked about."""

from django.template.loader import render_to_string

from community.core.registry import Audience
from community.live.selectors import once_a_moment
from community.meetings.models import AgendaItem, Meeting
from community.meetings.panels.shared import find_meeting
from community.meetings.selectors import agenda_of, is_apart


@once_a_moment
def agenda_items(meeting: Meeting) -> list[AgendaItem]:
    return list(agenda_of(meeting))


def agenda(board_id: int, audience: Audience) -> str:
    """The items in order, with the one being talked about."""
    meeting = find_meeting(board_id)
    items = [item for item in agenda_items(meeting) if not is_apart(item, audience.role)]
    coming = [item for item in items if item.state == "planned" and item != meeting.current_item]
    return render_to_string(
        "panels/agenda.html",
        {
            "meeting": meeting,
            "items": items,
            "coming": coming,
            "role": audience.role,
            "apart": is_apart(meeting.current_item, audience.role),
        },
    )
