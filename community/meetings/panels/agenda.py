"""The items in order, the one being talked about, and its time."""

from django.template.loader import render_to_string

from community.core.prepared import Prepared
from community.core.registry import Audience
from community.live.selectors import once_a_moment
from community.meetings.models import AgendaItem, Meeting
from community.meetings.panels.shared import find_meeting
from community.meetings.selectors import agenda_ends, agenda_of, clock_of, is_apart, mark_of, minutes_over

_ITEMS = Prepared(lambda meeting: agenda_of(Meeting(pk=meeting)), meeting=int)


@once_a_moment
def agenda_items(meeting: Meeting) -> list[AgendaItem]:
    return _ITEMS.rows(meeting=meeting.pk)


def agenda(board_id: int, audience: Audience) -> str:
    """The items in order, with the one being talked about and its time. Guests see the open ones."""
    meeting = find_meeting(board_id)
    ends = agenda_ends(meeting, agenda_items(meeting)) if meeting.state not in Meeting.OVER else None
    items = [item for item in agenda_items(meeting) if not is_apart(item, audience.role)]
    apart = is_apart(meeting.current_item, audience.role)
    now = None if apart else meeting.current_item
    return render_to_string(
        "panels/agenda.html",
        {
            "meeting": meeting,
            "items": items,
            "now": now,
            "coming": [item for item in items if item.state == "planned" and item != now],
            "role": audience.role,
            "apart": apart,
            "clock": clock_of(meeting) if now else None,
            "mark": mark_of(meeting),
            "ends": ends,
            "over": minutes_over(meeting, ends),
        },
    )
