"""What the rooms above may ask of texting."""

from community.messaging.services.bell import inbox_board, ring_inbox
from community.messaging.services.inbound import receive_text
from community.messaging.services.inbox import (
    add_note,
    assign_thread,
    finish_thread,
    leave_for_staff,
    mark_seen,
    mark_unread,
    write_to,
)
from community.messaging.services.opting import resume_texts, stop_for
from community.messaging.services.outbound import reach, send_code, send_text, speaking_to, take_back
from community.messaging.services.phones import phones_board
from community.messaging.services.questions import ask, close_questions, open_question
from community.messaging.services.sending import send_waiting, take_status

__all__ = [
    "add_note",
    "ask",
    "assign_thread",
    "close_questions",
    "finish_thread",
    "inbox_board",
    "leave_for_staff",
    "mark_seen",
    "mark_unread",
    "open_question",
    "phones_board",
    "reach",
    "receive_text",
    "resume_texts",
    "ring_inbox",
    "send_code",
    "send_text",
    "send_waiting",
    "speaking_to",
    "stop_for",
    "take_back",
    "take_status",
    "write_to",
]
