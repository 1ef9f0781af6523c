"""What the rooms above may ask of texting."""

from community.messaging.services.bell import inbox_board, ring_inbox
from community.messaging.services.bulk import Outgoing, drop_waiting, hold_back, let_go, queue_many
from community.messaging.services.doubts import check_phone_is_theirs
from community.messaging.services.dropping import strike_out_ways_in
from community.messaging.services.inbound import receive_digits, receive_text
from community.messaging.services.inbox import (
    add_note,
    assign_thread,
    finish_thread,
    leave_for_staff,
    mark_seen,
    mark_unread,
    write_to,
)
from community.messaging.services.menu import lines
from community.messaging.services.opting import resume_texts, stop_for
from community.messaging.services.outbound import (
    addressed,
    reach,
    send_code,
    send_text,
    speaking_to,
    take_back,
)
from community.messaging.services.outcomes import take_status
from community.messaging.services.phones import phones_board
from community.messaging.services.questions import ask, close_every, close_questions, open_question
from community.messaging.services.resending import resend_to_those_missed
from community.messaging.services.retention import (
    forget_questions,
    forget_words_with,
    reduce_old_messages,
    strike_answer,
)
from community.messaging.services.sending import send_waiting
from community.messaging.services.speakers import named, speaker_of
from community.messaging.services.sweeping import sweep
from community.messaging.services.templates import (
    missing_languages,
    ready_texts,
    retire_template,
    review_text,
    write_template,
    write_version,
)
from community.messaging.services.wording import check_wording, private_names, refuse_private

__all__ = [
    "Outgoing",
    "add_note",
    "addressed",
    "ask",
    "assign_thread",
    "check_phone_is_theirs",
    "check_wording",
    "close_every",
    "close_questions",
    "drop_waiting",
    "finish_thread",
    "forget_questions",
    "forget_words_with",
    "hold_back",
    "inbox_board",
    "leave_for_staff",
    "let_go",
    "lines",
    "mark_seen",
    "mark_unread",
    "missing_languages",
    "named",
    "open_question",
    "phones_board",
    "private_names",
    "queue_many",
    "reach",
    "ready_texts",
    "receive_digits",
    "receive_text",
    "reduce_old_messages",
    "refuse_private",
    "resend_to_those_missed",
    "resume_texts",
    "retire_template",
    "review_text",
    "ring_inbox",
    "send_code",
    "send_text",
    "send_waiting",
    "speaker_of",
    "speaking_to",
    "stop_for",
    "strike_answer",
    "strike_out_ways_in",
    "sweep",
    "take_back",
    "take_status",
    "write_template",
    "write_to",
    "write_version",
]
