"""How surely a text asks us to stop."""

from enum import StrEnum


class Wish(StrEnum):
    """No more texts, for certain or perhaps."""

    EXACT = "exact"
    LIKELY = "likely"
