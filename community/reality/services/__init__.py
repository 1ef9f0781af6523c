"""Writing the questions, opening and closing a check, counting what comes back."""

from community.reality.services.answers import add_paper_sheet, answer
from community.reality.services.checks import (
    HANDLER,
    close_check,
    open_check,
    open_with_meeting,
    say_what_changed,
    text_those_asked,
)
from community.reality.services.questions import write_questions

__all__ = [
    "HANDLER",
    "add_paper_sheet",
    "answer",
    "close_check",
    "open_check",
    "open_with_meeting",
    "say_what_changed",
    "text_those_asked",
    "write_questions",
]
