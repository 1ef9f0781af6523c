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
    REQUEUE = "requeue"


# A text that may or may not have left ("unknown") is sent again only when the carrier's own list proves
# that it did not; a status callback or that list may tell what became of it. News of a text that waits
# prove that it had left after all. Delivered and failed are final, so a late "sent" changes nothing.
LIFE: dict[tuple[str, str], str] = {
    ("queued", Step.CLAIM): "sending",
    ("queued", Step.DROP): "dropped",
    ("queued", Step.SEND): "sent",
    ("queued", Step.DELIVER): "delivered",
    ("queued", Step.FAIL): "failed",
    ("sending", Step.RELEASE): "queued",
    ("sending", Step.LOSE): "unknown",
    ("sending", Step.SEND): "sent",
    ("sending", Step.DELIVER): "delivered",
    ("sending", Step.FAIL): "failed",
    ("unknown", Step.REQUEUE): "queued",
    ("unknown", Step.DROP): "dropped",
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
