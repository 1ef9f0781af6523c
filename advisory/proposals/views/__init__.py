"""Pages of proposals."""

from advisory.proposals.views.changing import proposal_amend, proposal_do, proposal_settle, proposal_vote
from advisory.proposals.views.reading import (
    proposal,
    proposal_hide,
    proposal_new,
    proposal_say,
    proposals,
)

__all__ = [
    "proposal",
    "proposal_amend",
    "proposal_do",
    "proposal_hide",
    "proposal_new",
    "proposal_say",
    "proposal_settle",
    "proposal_vote",
    "proposals",
]
