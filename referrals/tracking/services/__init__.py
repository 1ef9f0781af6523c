"""Changing referrals: logging one, moving it along, asking the family, and keeping who read of them."""

from referrals.tracking.services.agreeing import agree
from referrals.tracking.services.asking import CALLED, ask_family, note_answer
from referrals.tracking.services.duplicates import AlreadyReferred
from referrals.tracking.services.intake import log_referral
from referrals.tracking.services.reading import note_names_shown, note_read
from referrals.tracking.services.steps import close_referral, take_step

__all__ = [
    "CALLED",
    "AlreadyReferred",
    "agree",
    "ask_family",
    "close_referral",
    "log_referral",
    "note_answer",
    "note_names_shown",
    "note_read",
    "take_step",
]
