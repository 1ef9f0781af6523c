"""What the buttons of a live board and of a meeting's page do. Each checks its own rights.

A board action takes (person, board_id, post) and returns words for the person who pressed.
``post`` comes from outside: everything in it is checked.
"""

from community.meetings.actions import arriving, driving, pace, steps, writing
from community.meetings.actions.finding import Post, of_board, row_in, running
from community.meetings.actions.planning import PLANNING, answer
from community.meetings.actions.steps import finish

# On the live board.
BOARD = {**arriving.BOARD, **driving.BOARD, **steps.BOARD, **pace.BOARD, **writing.BOARD}

__all__ = ["BOARD", "PLANNING", "Post", "answer", "finish", "of_board", "row_in", "running"]
