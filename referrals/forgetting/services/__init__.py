"""Forgetting children: at once when the parent asks, in time by rule, and again after a restore."""

from referrals.forgetting.services.erasing import Line, Unfit, erase_again, erase_child, export_line
from referrals.forgetting.services.retaining import forget_child, forget_texts

__all__ = ["Line", "Unfit", "erase_again", "erase_child", "export_line", "forget_child", "forget_texts"]
