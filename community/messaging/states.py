"""The way of an outgoing text, and how Twilio's words for it map to ours."""

from enum import StrEnum


class Step(StrEnum):
    """What can happen to an outgoing text."""

    CLAIM = "claim"
    RELEASE = "release"
    DROP = "drop"
    LOSE = "lose"
    SEND = "send"
    DELIVER = "deliver"
    FAIL = "fail"


# A text that may or may not have left ("unknown") is never sent again; a status callback may still
# tell what became of it. Delivered and failed are final, so a late "sent" changes nothing.
LIFE: dict[tuple[str, str], str] = {
    ("queued", Step.CLAIM): "sending",
    ("queued", Step.DROP): "dropped",
    ("sending", Step.RELEASE): "queued",
    ("sending", Step.LOSE): "unknown",
    ("sending", Step.SEND): "sent",
    ("sending", Step.DELIVER): "delivered",
    ("sending", Step.FAIL): "failed",
    ("unknown", Step.SEND): "sent",
    ("unknown", Step.DELIVER): "delivered",
    ("unknown", Step.FAIL): "failed",
    ("sent", Step.DELIVER): "delivered",
    ("sent", Step.FAIL): "failed",
}

# Every state of an outgoing text.
OUTGOING = sorted({state for state, _step in LIFE} | set(LIFE.values()))

# Twilio's MessageStatus values that tell us something; the others ("queued", "sending", ...) do not.
STEP_OF_STATUS: dict[str, Step] = {
    "sent": Step.SEND,
    "delivered": Step.DELIVER,
    "read": Step.DELIVER,
    "undelivered": Step.FAIL,
    "failed": Step.FAIL,
    "canceled": Step.FAIL,
}
