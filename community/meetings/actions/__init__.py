"""What the buttons of a live board and of a meeting's page do. Each checks its own rights.

A board action takes (person, board_id, post) and returns words for the person who pressed.
``post`` comes from outside: everything in it is checked.
"""

from community.meetings.actions import (
    agenda,
    answering,
    arriving,
    calendar,
    driving,
    pace,
    planning,
    steps,
    writing,
)
from community.meetings.actions.agenda import propose
from community.meetings.actions.answering import answer, answer_for
from community.meetings.actions.finding import Post, of_board, row_in, running
from community.meetings.actions.steps import finish

# On the live board.
BOARD = {
    **agenda.BOARD,
    **arriving.BOARD,
    **driving.BOARD,
    **steps.BOARD,
    **pace.BOARD,
    **writing.BOARD,
}
# On the page of a meeting, for those who run meetings.
PLANNING = {**planning.PLANNING, **answering.PLANNING, **calendar.PLANNING}

__all__ = [
    "BOARD",
    "PLANNING",
    "Post",
    "answer",
    "answer_for",
    "finish",
    "of_board",
    "propose",
    "row_in",
    "running",
]
