"""Keeping beside each referral what its lines and its pauses add up to: the one place that reckons it."""

from datetime import date
from typing import Any

from referrals.tracking.clocks import Facts, next_clock, stored_due
from referrals.tracking.hooks import tell_moved
from referrals.tracking.law import area_of
from referrals.tracking.life import life_of
from referrals.tracking.models import Referral
from referrals.tracking.reckoning import facts_of
from referrals.tracking.rules import age_band
from referrals.tracking.states import State


def due_columns(referral: Referral, *, state: str, state_since: date) -> dict[str, Any]:
    """``due_on`` and ``due_kind`` of ``referral`` as they are once it is in ``state``."""
    return stored_due(next_clock(facts_of(referral, state=state, state_since=state_since)))


def reckon_due(referral: Referral) -> None:
    """Set both columns of ``referral`` as it stands; saving is left to the caller."""
    for name, value in stored_due(next_clock(facts_of(referral))).items():
        setattr(referral, name, value)


def due_when_new(*, birth_date: date, zip_code: str, referred_on: date) -> dict[str, Any]:
    """Both columns of a referral that has just been made."""
    facts = Facts(
        birth_date=birth_date,
        area=area_of(zip_code),
        state=State.REFERRED,
        referred_on=referred_on,
        state_since=referred_on,
    )
    return stored_due(next_clock(facts))


def bring_up_to_date(*holders: Referral) -> None:
    """Reckon the row of one referral anew from its lines and pauses, and save it.

    ``holders`` are the same row, held by the caller under a lock; the last is saved.
    """
    columns: dict[str, Any] = life_of(holders[-1].steps.all()).columns
    for row in holders:
        for name, value in columns.items():
            setattr(row, name, value)
        row.age_band = age_band(row.child.birth_date, row.referred_on)
        reckon_due(row)
    holders[-1].save(update_fields=[*columns, "age_band", "due_on", "due_kind"])
    tell_moved([holders[-1].pk])
