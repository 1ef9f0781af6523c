"""The live board of a meeting: what is talked about, who is here, what was promised.

A panel is the same for a whole audience, so it holds nobody's own data and no token; its buttons
belong to the page's one form and carry addresses that are relative to the page.
"""

from community.meetings.panels.agenda import agenda
from community.meetings.panels.breathe import breathe
from community.meetings.panels.end import end
from community.meetings.panels.entry import audience, audiences, board_of_link
from community.meetings.panels.here import here
from community.meetings.panels.notes import notes, parking
from community.meetings.panels.own import arrival, mine
from community.meetings.panels.shared import KIND, find_attendance, find_meeting
from community.meetings.panels.steps import actions
from community.meetings.standing import COLLEAGUE, FACILITATOR, GUEST, MEMBER, PROJECTOR

# By their place on the page; other rooms put theirs between.
PANELS = {
    "breathe": (5, breathe),
    "agenda": (10, agenda),
    "here": (30, here),
    "actions": (40, actions),
    "notes": (50, notes),
    "parking": (60, parking),
    "end": (90, end),
}

__all__ = [
    "COLLEAGUE",
    "FACILITATOR",
    "GUEST",
    "KIND",
    "MEMBER",
    "PANELS",
    "PROJECTOR",
    "arrival",
    "audience",
    "audiences",
    "board_of_link",
    "find_attendance",
    "find_meeting",
    "mine",
]
