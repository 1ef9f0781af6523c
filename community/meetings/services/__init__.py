"""Changing meetings, in the order of an evening: plan, invite, hold, promise."""

from community.meetings.services.answering import (
    Need,
    answer_invitation,
    answer_need,
    answer_needs,
    say_more,
)
from community.meetings.services.asking import ask_next
from community.meetings.services.evening import (
    check_in,
    close_meeting,
    defer_item,
    next_item,
    open_meeting,
    show_item,
    take_back_check_in,
)
from community.meetings.services.forgetting import forget_needs
from community.meetings.services.inviting import invite, remind, text_again
from community.meetings.services.planning import add_agenda_item, move_agenda_item, plan_meeting
from community.meetings.services.promises import add_action_item, finish_action_item

__all__ = [
    "Need",
    "add_action_item",
    "add_agenda_item",
    "answer_invitation",
    "answer_need",
    "answer_needs",
    "ask_next",
    "check_in",
    "close_meeting",
    "defer_item",
    "finish_action_item",
    "forget_needs",
    "invite",
    "move_agenda_item",
    "next_item",
    "open_meeting",
    "plan_meeting",
    "remind",
    "say_more",
    "show_item",
    "take_back_check_in",
    "text_again",
]
