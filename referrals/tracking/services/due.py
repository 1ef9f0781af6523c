"""Keeping the clock that ends first beside each referral: the one place that reckons it."""

from datetime import date
from typing import Any

from referrals.tracking.clocks import next_clock, stored_due
from referrals.tracking.models import Referral


def due_columns(referral: Referral, *, state: str, state_since: date) -> dict[str, Any]:
    """``due_on`` and ``due_kind`` of ``referral`` as they are once it is in ``state``."""
    return stored_due(
        next_clock(
            state,
            referred_on=referral.referred_on,
            state_since=state_since,
            birth_date=referral.child.birth_date,
        )
    )


def reckon_due(referral: Referral) -> None:
    """Set both columns of ``referral`` as it stands; saving is left to the caller."""
    for name, value in due_columns(referral, state=referral.state, state_since=referral.state_since).items():
        setattr(referral, name, value)
