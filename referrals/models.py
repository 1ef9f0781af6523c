"""The contents page of the referrals' rooms."""

from referrals.caseload.models import Contact
from referrals.equity.models import AggregateCount, Denominator, Indicator
from referrals.tracking.models import Child, ChildRace, FamilyAnswer, Referral, ReferralConcern, Step

__all__ = [
    "AggregateCount",
    "Child",
    "ChildRace",
    "Contact",
    "Denominator",
    "FamilyAnswer",
    "Indicator",
    "Referral",
    "ReferralConcern",
    "Step",
]
