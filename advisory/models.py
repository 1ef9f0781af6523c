"""The contents page of the advisory boards' rooms."""

from advisory.boards.models import (
    Charter,
    CharterRules,
    CharterTranslation,
    CharterVersion,
    Dissent,
    Seat,
    Term,
)
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
from advisory.outcomes.models import Commitment, Earmark, Measure, Outcome, Reading, Step, Telling, Told
from advisory.proposals.models import (
    Amendment,
    BroughtToVote,
    Position,
    Proposal,
    ProposalVersion,
    UnsignedPosition,
)
from advisory.recruiting.models import Applicant, Gathering, GatheringNote, Guest, Outreach
from advisory.stipends.models import LedgerEntry, Rate, Stipend

__all__ = [
    "Amendment",
    "Applicant",
    "Ballot",
    "BroughtToVote",
    "Charter",
    "CharterRules",
    "CharterTranslation",
    "CharterVersion",
    "Choice",
    "Commitment",
    "Decision",
    "Dissent",
    "Earmark",
    "Gathering",
    "GatheringNote",
    "Guest",
    "LedgerEntry",
    "Measure",
    "Outcome",
    "Outreach",
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
    "Seat",
    "Step",
    "Stipend",
    "Telling",
    "Term",
    "Told",
    "UnsignedPosition",
]
