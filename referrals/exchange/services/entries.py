"""From the cells of a row to what is logged."""

from collections.abc import Mapping
from typing import Any

from referrals.exchange.headings import NOTE
from referrals.tracking.services.agreeing import FURTHER
from referrals.tracking.services.many import NewReferral

_AS_THEY_ARE = (
    *("child_name", "birth_date", "zip_code", "language", "source"),
    *("parent_name", "parent_phone", "concerns"),
)


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
