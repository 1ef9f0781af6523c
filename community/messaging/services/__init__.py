"""What the rooms above may ask of texting."""

from community.messaging.services.calls import (
    Turn,
    ask_for_call,
    begin_call,
    call_person,
    call_phone,
    hear_digits,
    listen_link,
)
from community.messaging.services.inbound import receive_text
from community.messaging.services.inbox import finish_thread, leave_for_staff, write_to
from community.messaging.services.outbound import reach, send_code, send_text, speaking_to, take_back
from community.messaging.services.phones import phones_board
from community.messaging.services.questions import ask, close_questions, open_question
from community.messaging.services.sending import send_waiting, take_status

__all__ = [
    "Turn",
    "ask",
    "ask_for_call",
    "begin_call",
    "call_person",
    "call_phone",
    "close_questions",
    "finish_thread",
    "hear_digits",
    "leave_for_staff",
    "listen_link",
    "open_question",
    "phones_board",
    "reach",
    "receive_text",
    "send_code",
    "send_text",
    "send_waiting",
    "speaking_to",
    "take_back",
    "take_status",
    "write_to",
]
