"""What the rooms above may ask of texting."""

from community.messaging.services.dropping import strike_out_ways_in
from community.messaging.services.inbound import receive_text
from community.messaging.services.inbox import finish_thread, leave_for_staff, write_to
from community.messaging.services.outbound import reach, send_code, send_text, speaking_to, take_back
from community.messaging.services.outcomes import take_status
from community.messaging.services.phones import phones_board
from community.messaging.services.questions import ask, close_questions, open_question
from community.messaging.services.resending import resend_to_those_missed
from community.messaging.services.retention import reduce_old_messages
from community.messaging.services.sending import send_waiting
from community.messaging.services.sweeping import sweep

__all__ = [
    "ask",
    "close_questions",
    "finish_thread",
    "leave_for_staff",
    "open_question",
    "phones_board",
    "reach",
    "receive_text",
    "reduce_old_messages",
    "resend_to_those_missed",
    "send_code",
    "send_text",
    "send_waiting",
    "speaking_to",
    "strike_out_ways_in",
    "sweep",
    "take_back",
    "take_status",
    "write_to",
]
