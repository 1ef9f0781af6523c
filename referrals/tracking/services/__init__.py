"""Changing referrals: logging one, moving it along, putting it right, keeping who read."""

from referrals.tracking.services.agreeing import agree
from referrals.tracking.services.duplicates import AlreadyReferred
from referrals.tracking.services.intake import log_referral
from referrals.tracking.services.notes import turn_notes_off, turn_notes_on
from referrals.tracking.services.pauses import Why, end_pause, pause_clock, void_pause
from referrals.tracking.services.reading import note_names_shown, note_read
from referrals.tracking.services.steps import close_referral, take_step
from referrals.tracking.services.turns import correct_step, reopen_referral, transfer_referral, undo_step

__all__ = [
    "AlreadyReferred",
    "Why",
    "agree",
    "close_referral",
    "correct_step",
    "end_pause",
    "log_referral",
    "note_names_shown",
    "note_read",
    "pause_clock",
    "reopen_referral",
    "take_step",
    "transfer_referral",
    "turn_notes_off",
    "turn_notes_on",
    "undo_step",
    "void_pause",
]
