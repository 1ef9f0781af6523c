"""The contents page of the referrals' rooms."""

from referrals.equity.models import AggregateCount, Denominator, Indicator
from referrals.tracking.models import Child, ChildMark, ChildRace, FamilyAnswer, Referral, Step

__all__ = [
    "AggregateCount",
    "Child",
    "ChildMark",
    "ChildRace",
    "Denominator",
    "FamilyAnswer",
    "Indicator",
    "Referral",
    "Step",
]
