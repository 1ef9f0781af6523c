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
from advisory.recruiting.models import Applicant, Gathering, GatheringNote, Guest, Outreach
from advisory.stipends.models import LedgerEntry, Rate, Stipend

__all__ = [
    "Applicant",
    "Ballot",
    "Charter",
    "CharterRules",
    "CharterTranslation",
    "CharterVersion",
    "Choice",
    "Decision",
    "Dissent",
    "Gathering",
    "GatheringNote",
    "Guest",
    "LedgerEntry",
    "Outreach",
    "Proxy",
    "Rate",
    "Recusal",
    "Result",
    "RollEntry",
    "SealedBallot",
    "Seat",
    "Stipend",
    "Term",
]
