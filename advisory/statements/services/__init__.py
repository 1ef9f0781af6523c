"""Keeping the tax year."""

from advisory.statements.services.taxes import note_near, set_threshold, take_list

__all__ = ["note_near", "set_threshold", "take_list"]
