"""The contents page of the referrals' rooms."""

from referrals.caseload.models import Contact
from referrals.equity.models import (
    AggregateCount,
    Denominator,
    Folding,
    Indicator,
    MonthCount,
    StaleMonth,
)
from referrals.tracking.models import Child, ChildRace, FamilyAnswer, Referral, ReferralConcern, Step

__all__ = [
    "AggregateCount",
    "Child",
    "ChildRace",
    "Contact",
    "Denominator",
    "FamilyAnswer",
    "Folding",
    "Indicator",
    "MonthCount",
    "Referral",
    "ReferralConcern",
    "StaleMonth",
    "Step",
]
