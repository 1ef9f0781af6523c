"""What addresses and buttons may say beside the rows they name, and the sockets."""

from collections.abc import Callable
from typing import Any

from tests.architecture.world import World

# What an address may be asked for behind its "?", and a row that it could name; None where it names none.
ASKED: dict[str, Callable[[World], Any] | None] = {
    "group": lambda world: world.group.pk,
    "meeting": lambda world: world.meeting.pk,
    "note": lambda world: world.note.pk,
    "step": lambda world: world.step.pk,
    "message": lambda world: world.thread.messages.get().pk,
    "person": lambda world: world.family.pk,
    **dict.fromkeys(("as", "have", "language", "next", "of", "on", "page", "search", "seen_as", "state")),
    # What stands beside what on the page of figures.
    **dict.fromkeys(("what", "by", "period", "place", "beside", "change")),
    # Where a call stands; "after" counts only on the caller's own phone.
    **dict.fromkeys(("after", "silent", "turn")),
    **dict.fromkeys(("age", "area", "need", "open_only")),
    "service": lambda world: world.other_service.pk,
    "organisation": lambda world: world.agency.pk,
    "number": lambda world: world.referral.pk,
    "child": lambda world: world.referral.child_id,
    "reply": lambda world: world.ready_answer.pk,
}

# What buttons and Twilio send that names no row, or none but one's own; all else is walked.
SENT_FREELY = {
    *("changed", "look", "page", "press", "remark", "show", "through"),
    *("answer", "child", "language", "next", "seen", "state", "why"),
    *("Body", "ErrorCode", "From", "MessageSid", "MessageStatus", "NumMedia", "OptOutType", "To"),
    *("CallSid", "Digits", "Direction"),
}

# Sockets, by route.
SOCKETS = ["ws/board/<int:board_id>/", "ws/l/<str:token>/", ""]
