"""The items in order, the one being talked about, and its time."""

from django.template.loader import render_to_string

from community.core.registry import Audience
from community.live.selectors import once_a_moment
from community.meetings.models import AgendaItem, Meeting
from community.meetings.panels.shared import find_meeting
from community.meetings.selectors import agenda_ends, clock_of, mark_of, minutes_over
from community.meetings.standing import GUEST

NOT_SHOWN = [AgendaItem.State.PROPOSED, AgendaItem.State.DROPPED]


@once_a_moment
def agenda_items(meeting: Meeting) -> list[AgendaItem]:
    """What stands on the agenda: not what is proposed, and not what was dropped."""
    return list(AgendaItem.objects.filter(meeting=meeting).exclude(state__in=NOT_SHOWN))


def agenda(board_id: int, audience: Audience) -> str:
    """The items in order, with the one being talked about and its time. Guests see the open ones."""
    meeting = find_meeting(board_id)
    everything = agenda_items(meeting)
    ends = agenda_ends(meeting, everything) if meeting.state != Meeting.State.CLOSED else None
    items, now = everything, meeting.current_item
    if audience.role == GUEST:
        items = [item for item in everything if not item.closed_to_guests]
        now = now if now in items else None
    return render_to_string(
        "panels/agenda.html",
        {
            "meeting": meeting,
            "items": items,
            "now": now,
            "coming": [item for item in items if item.state == "planned" and item != now],
            "role": audience.role,
            "clock": clock_of(meeting) if now else None,
            "mark": mark_of(meeting),
            "ends": ends,
            "over": minutes_over(meeting, ends),
        },
    )
