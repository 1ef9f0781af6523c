"""What the rooms above may ask of texting."""

from community.messaging.services.doubts import check_phone_is_theirs
from community.messaging.services.inbound import receive_digits, receive_text
from community.messaging.services.inbox import finish_thread, leave_for_staff, write_to
from community.messaging.services.menu import lines
from community.messaging.services.outbound import reach, send_code, send_text, speaking_to, take_back
from community.messaging.services.phones import phones_board
from community.messaging.services.questions import ask, close_questions, open_question
from community.messaging.services.sending import send_waiting, take_status
from community.messaging.services.speakers import speaker_of

__all__ = [
    "ask",
    "check_phone_is_theirs",
    "close_questions",
    "finish_thread",
    "leave_for_staff",
    "lines",
    "open_question",
    "phones_board",
    "reach",
    "receive_digits",
    "receive_text",
    "send_code",
    "send_text",
    "send_waiting",
    "speaker_of",
    "speaking_to",
    "take_back",
    "take_status",
    "write_to",
]
