"""The contents page of the advisory boards' rooms."""

from advisory.decisions.models import Ballot, Decision, Result, RollEntry
from advisory.stipends.models import LedgerEntry, Rate, Stipend

__all__ = ["Ballot", "Decision", "LedgerEntry", "Rate", "Result", "RollEntry", "Stipend"]
