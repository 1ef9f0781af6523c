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
from advisory.stipends.models import LedgerEntry, Rate, Stipend

__all__ = [
    "Ballot",
    "Choice",
    "Decision",
    "LedgerEntry",
    "Proxy",
    "Rate",
    "Recusal",
    "Result",
    "RollEntry",
    "SealedBallot",
    "Stipend",
]
