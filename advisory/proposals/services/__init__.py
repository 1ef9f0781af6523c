"""Changing proposals."""

from advisory.proposals.services.amending import accept_amendment, decline_amendment, suggest
from advisory.proposals.services.moving import defer, reopen, take_to_vote, take_up, withdraw
from advisory.proposals.services.proposing import propose
from advisory.proposals.services.saying import hide, hide_unsigned, say, say_unsigned
from advisory.proposals.services.telling import said_title, tell_author, tell_suggestion

__all__ = [
    "accept_amendment",
    "decline_amendment",
    "defer",
    "hide",
    "hide_unsigned",
    "propose",
    "reopen",
    "said_title",
    "say",
    "say_unsigned",
    "suggest",
    "take_to_vote",
    "take_up",
    "tell_author",
    "tell_suggestion",
    "withdraw",
]
