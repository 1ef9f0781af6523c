"""Changing figures: keeping imported ones, and folding referrals into counts of months."""

from referrals.equity.services.folding import differences, fold, mark_all
from referrals.equity.services.keeping import Figure, Imported, keep_figures, key_columns
from referrals.equity.services.trials import begin_trial, finish_trial, plan_trial

__all__ = [
    "Figure",
    "Imported",
    "begin_trial",
    "differences",
    "finish_trial",
    "fold",
    "keep_figures",
    "key_columns",
    "mark_all",
    "plan_trial",
]
