"""Pages of meetings."""

from community.meetings.views.boards import (
    board,
    board_do,
    console,
    console_do,
    projector,
)
from community.meetings.views.door import (
    meeting_door,
    meeting_door_here,
)
from community.meetings.views.groups import (
    group,
    group_attendance,
    group_charter,
)
from community.meetings.views.inviting import (
    meeting_invitation,
    meeting_orders,
)
from community.meetings.views.link import (
    follow_link,
)
from community.meetings.views.next_steps import (
    next_steps,
)
from community.meetings.views.pages import (
    action_done,
    meeting,
    meeting_answer,
    meeting_new,
    meeting_plan,
    meeting_propose,
    meetings,
)
from community.meetings.views.paper import (
    meeting_not_there,
    meeting_paper,
    meeting_sheet,
)
from community.meetings.views.series import (
    meeting_calendar,
    meeting_change,
    series,
    series_list,
    series_new,
    series_stop,
)

__all__ = [
    "action_done",
    "board",
    "board_do",
    "console",
    "console_do",
    "follow_link",
    "group",
    "group_attendance",
    "group_charter",
    "meeting",
    "meeting_answer",
    "meeting_calendar",
    "meeting_change",
    "meeting_door",
    "meeting_door_here",
    "meeting_invitation",
    "meeting_new",
    "meeting_not_there",
    "meeting_orders",
    "meeting_paper",
    "meeting_plan",
    "meeting_propose",
    "meeting_sheet",
    "meetings",
    "next_steps",
    "projector",
    "series",
    "series_list",
    "series_new",
    "series_stop",
]
