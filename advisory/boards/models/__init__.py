"""Seats and terms, charters and agreements."""

from advisory.boards.models.charters import (
    Charter,
    CharterRules,
    CharterTranslation,
    CharterVersion,
    Dissent,
)
from advisory.boards.models.seats import Seat, Term

__all__ = ["Charter", "CharterRules", "CharterTranslation", "CharterVersion", "Dissent", "Seat", "Term"]
