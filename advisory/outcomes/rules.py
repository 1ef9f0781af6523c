"""Shares and medians of the record. Pure functions, in whole numbers."""

from collections.abc import Iterable, Sequence
from typing import Any

from community.people.rules import runs_meetings


def may_follow(person: Any, decision: Any) -> bool:
    """Whether ``person`` may write down what comes of ``decision``."""
    return runs_meetings(person) and person.community_id == decision.group.community_id


def percent(part: int, whole: int) -> int | None:
    """``part`` of ``whole`` in percent, halves rounded up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def median(days: Iterable[int]) -> int | None:
    """The one in the middle; of two in the middle the lower one, so that it is a number somebody saw.

    None where there is none.
    """
    ordered: Sequence[int] = sorted(days)
    return ordered[(len(ordered) - 1) // 2] if ordered else None
