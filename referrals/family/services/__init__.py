"""Asking families, and keeping what they say."""

from referrals.family.services.answering import follow_up, note_answer
from referrals.family.services.asking import ask_family, close_what_is_over

__all__ = ["ask_family", "close_what_is_over", "follow_up", "note_answer"]
