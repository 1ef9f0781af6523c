"""Decisions, their roll and ballots, and their results."""

from advisory.decisions.models.ballots import Ballot, Option, Proxy, Recusal, RollEntry, SealedBallot
from advisory.decisions.models.decisions import Choice, Decision
from advisory.decisions.models.results import Result

__all__ = [
    "Ballot",
    "Choice",
    "Decision",
    "Option",
    "Proxy",
    "Recusal",
    "Result",
    "RollEntry",
    "SealedBallot",
]
