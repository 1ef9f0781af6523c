"""Keeping who has read children's names."""

from collections.abc import Iterable
from typing import Any

from community.core import audit
from community.people.models import Person
from referrals.tracking.models import Referral


def note_names_shown(referrals: Iterable[Referral], *, by: Person) -> None:
    """One audit line for a list that shows names: the ids of the children on it. None for an empty list.

    A page of the list must stay short enough for the line's 300 letters.
    """
    children = " ".join(str(referral.child_id) for referral in referrals)
    if children:
        home: Any = by.community
        audit.record(home, "list_children", by=by, why=children)
