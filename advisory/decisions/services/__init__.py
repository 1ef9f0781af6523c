"""Changing decisions, in the order of their life: draft and open, vote, close, tell."""

from advisory.decisions.services.box import put_in_box, type_paper
from advisory.decisions.services.closing import close_decision, close_if_over, close_with_meeting
from advisory.decisions.services.drafting import NewChoice, draft_decision
from advisory.decisions.services.moving import (
    defer_decision,
    refuse_while_one_stands,
    reopen_decision,
    take_up_decision,
    withdraw_decision,
)
from advisory.decisions.services.opening import open_decision
from advisory.decisions.services.publishing import file_of, line_of, proof_of
from advisory.decisions.services.standing_aside import BEFORE_CLOSING, give_proxy, recuse, take_back_proxy
from advisory.decisions.services.telling import (
    BALLOT,
    CHOOSE,
    HANDLER,
    SECRET,
    ask_the_roll,
    tell_voters,
    tell_withdrawn,
)
from advisory.decisions.services.voting import cast_vote

__all__ = [
    "BALLOT",
    "BEFORE_CLOSING",
    "CHOOSE",
    "HANDLER",
    "SECRET",
    "NewChoice",
    "ask_the_roll",
    "cast_vote",
    "close_decision",
    "close_if_over",
    "close_with_meeting",
    "defer_decision",
    "draft_decision",
    "file_of",
    "give_proxy",
    "line_of",
    "open_decision",
    "proof_of",
    "put_in_box",
    "recuse",
    "refuse_while_one_stands",
    "reopen_decision",
    "take_back_proxy",
    "take_up_decision",
    "tell_voters",
    "tell_withdrawn",
    "type_paper",
    "withdraw_decision",
]
