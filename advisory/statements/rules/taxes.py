"""From how much on the payments of a year are reported to the tax office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# From this year on the amount follows prices, and somebody must say it.
FIRST_OPEN_YEAR = 2027
# Of the threshold, in percent: from here on somebody comes near.
NEAR_PERCENT = 80


def threshold_by_law(year: int) -> int | None:
    """From how many cents on the payments made in ``year`` are reported; None where the law names no
    amount yet.

    600 dollars for payments made through 2025, 2,000 for those of 2026 (Internal Revenue Code, 6041(a) and
    6041A(a)(2), as changed by Public Law 119-21, section 70433). From 2027 on it follows prices, in steps of
    100 dollars: the tax office says it each year. The law says "or more", so the amount itself is reported.
    """
    if year >= FIRST_OPEN_YEAR:
        return None
    return 600_00 if year <= 2025 else 2_000_00


class Standing(models.TextChoices):
    """Where a payee stands in a year."""

    REPORTED = "reported", _("is reported")
    NEAR = "near", _("comes near")
    WOULD_CROSS = "crossing", _("would cross with what is owed")
    BELOW = "below", _("below")


def standing(paid: int, owed: int, threshold: int | None) -> Standing:
    """Where somebody stands who was ``paid`` so many cents in a year and is ``owed`` more."""
    if threshold is None:
        return Standing.BELOW
    if paid >= threshold:
        return Standing.REPORTED
    if paid + owed >= threshold:
        return Standing.WOULD_CROSS
    return Standing.NEAR if paid * 100 >= threshold * NEAR_PERCENT else Standing.BELOW
