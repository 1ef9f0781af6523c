"""Changing decisions, in the order of their life: draft and open, vote, close, tell."""

from advisory.decisions.services.closing import close_decision, close_if_over, close_with_meeting
from advisory.decisions.services.opening import draft_decision, open_decision
from advisory.decisions.services.telling import HANDLER, ask_the_roll, tell_voters
from advisory.decisions.services.voting import cast_vote

__all__ = [
    "HANDLER",
    "ask_the_roll",
    "cast_vote",
    "close_decision",
    "close_if_over",
    "close_with_meeting",
    "draft_decision",
    "open_decision",
    "tell_voters",
]
