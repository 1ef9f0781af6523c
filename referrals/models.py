"""The contents page of the referrals' rooms."""

from referrals.caseload.models import Contact
from referrals.equity.models import AggregateCount, Denominator, Indicator
from referrals.family.models import Answer, Asked
from referrals.tracking.models import Child, ChildRace, Referral, ReferralConcern, Step

__all__ = [
    "AggregateCount",
    "Answer",
    "Asked",
    "Child",
    "ChildRace",
    "Contact",
    "Denominator",
    "Indicator",
    "Referral",
    "ReferralConcern",
    "Step",
]
