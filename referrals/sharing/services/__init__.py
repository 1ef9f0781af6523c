"""Changing what a parent shares."""

from referrals.sharing.services.asking import HOLDER, LINK, UNDO, ask_who_holds, echo_of_end
from referrals.sharing.services.ending import allow_again, end_holding, said_last, undo_end

__all__ = [
    "HOLDER",
    "LINK",
    "UNDO",
    "allow_again",
    "ask_who_holds",
    "echo_of_end",
    "end_holding",
    "said_last",
    "undo_end",
]
