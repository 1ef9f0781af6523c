"""Changing what a parent shares."""

from referrals.sharing.services.asking import HOLDER, LINK, UNDO, ask_who_holds, echo_of_end
from referrals.sharing.services.ending import allow_again, end_holding, said_last, undo_end
from referrals.sharing.services.glass import SeesAlready, break_glass, note_look, read_through
from referrals.sharing.services.renewing import RENEW, answer_renewal, ask_to_renew, close_renewals

__all__ = [
    "HOLDER",
    "LINK",
    "RENEW",
    "UNDO",
    "SeesAlready",
    "allow_again",
    "answer_renewal",
    "ask_to_renew",
    "ask_who_holds",
    "break_glass",
    "close_renewals",
    "echo_of_end",
    "end_holding",
    "note_look",
    "read_through",
    "said_last",
    "undo_end",
]
