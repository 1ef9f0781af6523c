"""Changing referrals: logging one, moving it along, and keeping who read of them."""

from referrals.tracking.services.agreeing import agree
from referrals.tracking.services.duplicates import AlreadyReferred
from referrals.tracking.services.intake import log_referral
from referrals.tracking.services.reading import note_names_shown, note_read
from referrals.tracking.services.steps import close_referral, take_step

__all__ = [
    "AlreadyReferred",
    "agree",
    "close_referral",
    "log_referral",
    "note_names_shown",
    "note_read",
    "take_step",
]
