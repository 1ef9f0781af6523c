"""The contents page of the advisory boards' rooms."""

from advisory.decisions.models import (
    Ballot,
    Choice,
    Decision,
    Proxy,
    Recusal,
    Result,
    RollEntry,
    SealedBallot,
)
from advisory.outcomes.models import (
    Commitment,
    Earmark,
    Measure,
    Outcome,
    Reading,
    Step,
    Telling,
    Told,
)
from advisory.proposals.models import (
    Amendment,
    BroughtToVote,
    Position,
    Proposal,
    ProposalVersion,
    UnsignedPosition,
)
from advisory.stipends.models import LedgerEntry, Rate, Stipend

__all__ = [
    "Amendment",
    "Ballot",
    "BroughtToVote",
    "Choice",
    "Commitment",
    "Decision",
    "Earmark",
    "LedgerEntry",
    "Measure",
    "Outcome",
    "Position",
    "Proposal",
    "ProposalVersion",
    "Proxy",
    "Rate",
    "Reading",
    "Recusal",
    "Result",
    "RollEntry",
    "SealedBallot",
    "Step",
    "Stipend",
    "Telling",
    "Told",
    "UnsignedPosition",
]
