"""Changing figures: keeping imported ones, and folding referrals into counts of months."""

from referrals.equity.services.folding import differences, fold, mark_all
from referrals.equity.services.keeping import Figure, Imported, keep_figures, key_columns

__all__ = [
    "Figure",
    "Imported",
    "differences",
    "fold",
    "keep_figures",
    "key_columns",
    "mark_all",
]
