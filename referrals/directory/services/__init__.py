"""Keeping the directory: by hand, with one press, and by files."""

from referrals.directory.services.editing import (
    add_service,
    confirm_service,
    edit_service,
    set_places,
    show_to,
    take_place,
)
from referrals.directory.services.importing import Unfit, bring_in, preview, stage

__all__ = [
    "Unfit",
    "add_service",
    "bring_in",
    "confirm_service",
    "edit_service",
    "preview",
    "set_places",
    "show_to",
    "stage",
    "take_place",
]
