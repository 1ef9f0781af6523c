"""Keeping who has read of children, and what for."""

from collections.abc import Iterable
from typing import Any

from community.core import audit
from community.people.models import Person
from referrals.tracking.models import Child, Referral
from referrals.tracking.rules import LISTED, reads_as


def note_read(child: Child, *, by: Person, purpose: str = "") -> None:
    """One audit line for a page that shows one child's record. ``purpose`` is said where it is another
    than what ``by`` mostly does."""
    audit.record(child, "read", by=by, why=reads_as(by, purpose))


def note_names_shown(referrals: Iterable[Referral], *, by: Person, purpose: str = "") -> None:
    """One audit line for a list that shows names: what for, and the ids of the children on it. None for an
    empty list.

    A page of the list must stay short enough for the line's 300 letters.
    """
    children = " ".join(str(referral.child_id) for referral in referrals)
    if children:
        home: Any = by.community
        audit.record(home, LISTED, by=by, why=f"{reads_as(by, purpose)} {children}")
