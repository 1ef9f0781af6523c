"""From the cells of a row to what is logged."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from referrals.exchange.headings import NOTE
from referrals.tracking.services.agreeing import FURTHER
from referrals.tracking.services.many import NewReferral

_AS_THEY_ARE = (
    *("child_name", "birth_date", "zip_code", "language", "source"),
    *("parent_name", "parent_phone", "concerns"),
)

_DAYS = ("birth_date", "referred_on")


def as_kept(values: Mapping[str, Any], *, read_on: date) -> dict[str, Any]:
    """What was read of a row, as JSON holds it."""
    days = {key: values[key].isoformat() for key in _DAYS if values.get(key)}
    return {"values": {**values, **days}, "read_on": read_on.isoformat()}


def kept(told: Mapping[str, Any], *, read_on: date) -> dict[str, Any] | None:
    """What a row told when it was read, if that was on the same day; else it has to be read again."""
    if told.get("read_on") != read_on.isoformat():
        return None
    values: dict[str, Any] = told["values"]
    return values | {key: date.fromisoformat(values[key]) for key in _DAYS if values.get(key)}


def entry_of(values: Mapping[str, Any]) -> NewReferral:
    """What the values of a row without mistakes tell."""
    return NewReferral(
        **{key: values[key] for key in _AS_THEY_ARE},
        races=values.get("races") or [],
        may_text=bool(values.get("may_text")),
        note=values.get(NOTE) or "",
        sex=values.get("sex") or "",
        referred_on=values.get("referred_on"),
        also=[purpose for purpose in FURTHER if values.get(purpose)],
    )
