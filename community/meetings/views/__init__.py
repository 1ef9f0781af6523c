"""Pages of meetings."""

from community.meetings.views.boards import board, board_do, console, console_do, projector
from community.meetings.views.inviting import meeting_invitation, meeting_sheet
from community.meetings.views.link import follow_link
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
    "meeting_invitation",
    "meeting_new",
    "meeting_plan",
    "meeting_sheet",
    "meetings",
    "projector",
]
