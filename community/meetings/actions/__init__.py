"""What the buttons of a live board and of a meeting's page do. Each checks its own rights.

A board action takes (person, board_id, post) and returns words for the person who pressed.
``post`` comes from outside: everything in it is checked.
"""

from community.meetings.actions import answering, arriving, driving, planning, steps
from community.meetings.actions.answering import answer, answer_for
from community.meetings.actions.finding import Post, of_board, row_in, running
from community.meetings.actions.steps import finish

# On the page of a meeting.
PLANNING = {**planning.PLANNING, **answering.PLANNING}
# On the live board.
BOARD = {**arriving.BOARD, **driving.BOARD, **steps.BOARD}

__all__ = ["BOARD", "PLANNING", "Post", "answer", "answer_for", "finish", "of_board", "row_in", "running"]
