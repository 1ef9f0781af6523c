"""The way of a broadcast."""

from enum import StrEnum


class Step(StrEnum):
    """What can happen to a broadcast."""

    SUBMIT = "submit"
    SEND_BACK = "send_back"
    START = "start"
    APPROVE = "approve"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    FINISH = "finish"


LIFE: dict[tuple[str, str], str] = {
    ("draft", Step.SUBMIT): "waiting",
    ("draft", Step.START): "sending",
    ("draft", Step.CANCEL): "cancelled",
    ("waiting", Step.APPROVE): "sending",
    ("waiting", Step.SEND_BACK): "draft",
    ("waiting", Step.CANCEL): "cancelled",
    ("sending", Step.PAUSE): "paused",
    ("sending", Step.CANCEL): "cancelled",
    ("sending", Step.FINISH): "done",
    ("paused", Step.RESUME): "sending",
    ("paused", Step.CANCEL): "cancelled",
}

STATES = sorted({state for state, _step in LIFE} | set(LIFE.values()))
