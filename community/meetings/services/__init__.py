"""Changing meetings, in the order of an evening: plan, invite, hold, promise."""

from community.meetings.services.agenda import (
    add_agenda_item,
    change_agenda_item,
    move_agenda_item,
    order_agenda,
    remove_agenda_item,
)
from community.meetings.services.drafting import draft_agenda
from community.meetings.services.evening import (
    check_in,
    close_meeting,
    defer_item,
    next_item,
    open_meeting,
    show_item,
    take_back_check_in,
)
from community.meetings.services.guests import invite_guest, take_back_guest
from community.meetings.services.inviting import answer_childcare, answer_invitation, invite, remind
from community.meetings.services.opening import late_steps, recaps
from community.meetings.services.planning import plan_meeting
from community.meetings.services.promises import add_action_item, finish_action_item
from community.meetings.services.proposals import accept_proposal, drop_item, propose_item, said_title

__all__ = [
    "accept_proposal",
    "add_action_item",
    "add_agenda_item",
    "answer_childcare",
    "answer_invitation",
    "change_agenda_item",
    "check_in",
    "close_meeting",
    "defer_item",
    "draft_agenda",
    "drop_item",
    "finish_action_item",
    "invite",
    "invite_guest",
    "late_steps",
    "move_agenda_item",
    "next_item",
    "open_meeting",
    "order_agenda",
    "plan_meeting",
    "propose_item",
    "recaps",
    "remind",
    "remove_agenda_item",
    "said_title",
    "show_item",
    "take_back_check_in",
    "take_back_guest",
]
