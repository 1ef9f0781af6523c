"""Changing referrals: logging one, moving it along, and asking the family."""

from referrals.tracking.services.asking import ask_family, note_answer
from referrals.tracking.services.intake import AlreadyReferred, log_referral
from referrals.tracking.services.steps import close_referral, take_step

__all__ = ["AlreadyReferred", "ask_family", "close_referral", "log_referral", "note_answer", "take_step"]
