"""What the clocks of a referral hang on, read from its row, its child and its pauses."""

from collections.abc import Iterable
from typing import Any

from referrals.tracking.clocks import Facts, Stop
from referrals.tracking.law import area_of
from referrals.tracking.models import Pause, Referral


def holding(pauses: Iterable[Pause]) -> list[Pause]:
    """Those of the pauses of one referral that hold: not replaced, and not said never to have been."""
    rows = list(pauses)
    replaced = {pause.replaces_id for pause in rows}
    return [pause for pause in rows if pause.pk not in replaced and not pause.is_void]


def stops_of(pauses: Iterable[Pause]) -> list[Stop]:
    """What the pauses of one referral stop."""
    return [Stop(pause.from_on, pause.until_on, pause.look_again_on) for pause in holding(pauses)]


def facts_of(referral: Referral, **other: Any) -> Facts:
    """What the clocks of ``referral`` hang on; ``other`` columns as they are going to be."""
    known: dict[str, Any] = {
        "state": referral.state,
        "referred_on": referral.referred_on,
        "state_since": referral.state_since,
        **other,
    }
    pauses = referral.pauses.all() if referral.pk else ()
    child = referral.child
    return Facts(birth_date=child.birth_date, area=area_of(child.zip_code), stops=stops_of(pauses), **known)
