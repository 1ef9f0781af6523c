"""Children, referrals, notes about them, and each step on the way."""

from referrals.tracking.models.children import (
    AgeBand,
    Child,
    ChildMark,
    ChildRace,
    Concern,
    RaceEthnicity,
    Source,
)
from referrals.tracking.models.notes import LONGEST_NOTE, Note, NotesAllowed
from referrals.tracking.models.pauses import Pause
from referrals.tracking.models.referrals import Referral, ReferralConcern
from referrals.tracking.models.steps import Step

__all__ = [
    "LONGEST_NOTE",
    "AgeBand",
    "Child",
    "ChildMark",
    "ChildRace",
    "Concern",
    "Note",
    "NotesAllowed",
    "Pause",
    "RaceEthnicity",
    "Referral",
    "ReferralConcern",
    "Source",
    "Step",
]
