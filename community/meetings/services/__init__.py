"""Changing meetings, in the order of an evening: plan, invite, hold, promise."""

from community.meetings.services.evening import (
    check_in,
    close_meeting,
    defer_item,
    next_item,
    open_meeting,
    show_item,
    take_back_check_in,
)
from community.meetings.services.inviting import answer_childcare, answer_invitation, invite, remind
from community.meetings.services.notes import (
    carry_parked,
    change_note,
    remove_note,
    settle_parked,
    write_note,
)
from community.meetings.services.pace import breathe, turn_clock
from community.meetings.services.planning import add_agenda_item, move_agenda_item, plan_meeting
from community.meetings.services.promises import (
    add_action_item,
    complete_action_item,
    finish_action_item,
    say_of_action_item,
)
from community.meetings.services.reminding import remind_owners

__all__ = [
    "add_action_item",
    "add_agenda_item",
    "answer_childcare",
    "answer_invitation",
    "breathe",
    "carry_parked",
    "change_note",
    "check_in",
    "close_meeting",
    "complete_action_item",
    "defer_item",
    "finish_action_item",
    "invite",
    "move_agenda_item",
    "next_item",
    "open_meeting",
    "plan_meeting",
    "remind",
    "remind_owners",
    "remove_note",
    "say_of_action_item",
    "settle_parked",
    "show_item",
    "take_back_check_in",
    "turn_clock",
    "write_note",
]
