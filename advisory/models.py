"""The contents page of the advisory boards' rooms."""

from advisory.boards.models import Charter, CharterRules, CharterVersion, Dissent, Seat, Term
from advisory.decisions.models import Ballot, Decision, Result, RollEntry
from advisory.stipends.models import LedgerEntry, Rate, Stipend

__all__ = [
    "Ballot",
    "Charter",
    "CharterRules",
    "CharterVersion",
    "Decision",
    "Dissent",
    "LedgerEntry",
    "Rate",
    "Result",
    "RollEntry",
    "Seat",
    "Stipend",
    "Term",
]
