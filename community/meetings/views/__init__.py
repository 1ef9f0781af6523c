"""Pages of meetings."""

from community.meetings.views.boards import board, board_do, console, console_do, projector
from community.meetings.views.link import follow_link
from community.meetings.views.next_steps import next_steps
from community.meetings.views.pages import (
    action_done,
    meeting,
    meeting_answer,
    meeting_new,
    meeting_plan,
    meetings,
)

__all__ = [
    "action_done",
    "board",
    "board_do",
    "console",
    "console_do",
    "follow_link",
    "meeting",
    "meeting_answer",
    "meeting_new",
    "meeting_plan",
    "meetings",
    "next_steps",
    "projector",
]
