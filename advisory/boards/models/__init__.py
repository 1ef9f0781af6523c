"""Seats and terms, charters and agreements."""

from advisory.boards.models.charters import Charter, CharterRules, CharterVersion, Dissent
from advisory.boards.models.seats import Seat, Term

__all__ = ["Charter", "CharterRules", "CharterVersion", "Dissent", "Seat", "Term"]
