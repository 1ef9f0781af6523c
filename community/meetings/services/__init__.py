"""Changing meetings, in the order of an evening: plan, invite, hold, promise."""

from community.meetings.services.changing import (
    change_meeting,
    skip_meeting,
)
from community.meetings.services.charter import (
    set_charter,
)
from community.meetings.services.evening import (
    check_in,
    close_meeting,
    defer_item,
    next_item,
    open_meeting,
    show_item,
    take_back_check_in,
)
from community.meetings.services.inviting import (
    answer_childcare,
    answer_invitation,
    invite,
    remind,
)
from community.meetings.services.notices import (
    add_notice,
    due_meetings,
    move_notice,
    remove_notice,
    send_due_notices,
)
from community.meetings.services.paper import (
    add_from_paper,
    take_back_attendance,
)
from community.meetings.services.planning import (
    add_agenda_item,
    move_agenda_item,
    plan_meeting,
)
from community.meetings.services.promises import (
    add_action_item,
    finish_action_item,
)
from community.meetings.services.series import (
    change_series,
    plan_ahead,
    start_series,
    stop_series,
)

__all__ = [
    "add_action_item",
    "add_agenda_item",
    "add_from_paper",
    "add_notice",
    "answer_childcare",
    "answer_invitation",
    "change_meeting",
    "change_series",
    "check_in",
    "close_meeting",
    "defer_item",
    "due_meetings",
    "finish_action_item",
    "invite",
    "move_agenda_item",
    "move_notice",
    "next_item",
    "open_meeting",
    "plan_ahead",
    "plan_meeting",
    "remind",
    "remove_notice",
    "send_due_notices",
    "set_charter",
    "show_item",
    "skip_meeting",
    "start_series",
    "stop_series",
    "take_back_attendance",
    "take_back_check_in",
]
