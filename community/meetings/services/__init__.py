"""Changing meetings, in the order of an evening: plan, invite, hold, promise."""

from community.meetings.services.agenda import (
    add_agenda_item,
    change_agenda_item,
    move_agenda_item,
    order_agenda,
    remove_agenda_item,
)
from community.meetings.services.answering import (
    Need,
    answer_invitation,
    answer_need,
    answer_needs,
    say_more,
)
from community.meetings.services.asking import (
    ask_next,
)
from community.meetings.services.changing import (
    change_meeting,
    skip_meeting,
)
from community.meetings.services.charter import (
    set_charter,
)
from community.meetings.services.drafting import (
    draft_agenda,
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
from community.meetings.services.forgetting import (
    forget_needs,
)
from community.meetings.services.guests import (
    invite_guest,
    take_back_guest,
)
from community.meetings.services.inviting import (
    invite,
    remind,
    text_again,
)
from community.meetings.services.notes import (
    carry_parked,
    change_note,
    remove_note,
    settle_parked,
    write_note,
)
from community.meetings.services.notices import (
    add_notice,
    due_meetings,
    move_notice,
    remove_notice,
    send_due_notices,
)
from community.meetings.services.opening import (
    late_steps,
    recaps,
)
from community.meetings.services.pace import (
    breathe,
    turn_clock,
)
from community.meetings.services.paper import (
    add_from_paper,
    take_back_attendance,
)
from community.meetings.services.planning import (
    plan_meeting,
)
from community.meetings.services.promises import (
    add_action_item,
    add_group_action_item,
    complete_action_item,
    finish_action_item,
    say_of_action_item,
)
from community.meetings.services.proposals import (
    accept_proposal,
    drop_item,
    propose_item,
    said_title,
)
from community.meetings.services.reminding import (
    remind_owners,
)
from community.meetings.services.series import (
    change_series,
    plan_ahead,
    start_series,
    stop_series,
)

__all__ = [
    "Need",
    "accept_proposal",
    "add_action_item",
    "add_agenda_item",
    "add_from_paper",
    "add_group_action_item",
    "add_notice",
    "answer_invitation",
    "answer_need",
    "answer_needs",
    "ask_next",
    "breathe",
    "carry_parked",
    "change_agenda_item",
    "change_meeting",
    "change_note",
    "change_series",
    "check_in",
    "close_meeting",
    "complete_action_item",
    "defer_item",
    "draft_agenda",
    "drop_item",
    "due_meetings",
    "finish_action_item",
    "forget_needs",
    "invite",
    "invite_guest",
    "late_steps",
    "move_agenda_item",
    "move_notice",
    "next_item",
    "open_meeting",
    "order_agenda",
    "plan_ahead",
    "plan_meeting",
    "propose_item",
    "recaps",
    "remind",
    "remind_owners",
    "remove_agenda_item",
    "remove_note",
    "remove_notice",
    "said_title",
    "say_more",
    "say_of_action_item",
    "send_due_notices",
    "set_charter",
    "settle_parked",
    "show_item",
    "skip_meeting",
    "start_series",
    "stop_series",
    "take_back_attendance",
    "take_back_check_in",
    "take_back_guest",
    "text_again",
    "turn_clock",
    "write_note",
]
