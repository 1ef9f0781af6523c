"""The contents page of the referrals' rooms."""

from referrals.caseload.models import Contact, Cover, Handover
from referrals.conference.models import Attendee, Case, Conference, Movement
from referrals.directory.models import (
    DirectoryFile,
    Listing,
    Location,
    Service,
    ServiceArea,
    ServiceAt,
    ServiceLanguage,
    ServiceNeed,
)
from referrals.equity.models import (
    AggregateCount,
    Denominator,
    Folding,
    Indicator,
    MonthCount,
    StaleMonth,
    Trial,
)
from referrals.exchange.models import CarriedRow, ExportLog, ImportFile, WaitingRow
from referrals.family.models import Answer, Asked
from referrals.forgetting.models import Erasure
from referrals.offers.models import Offer, OfferNotice
from referrals.reports.models import Draft, Release, ReleasedCount, Withdrawal
from referrals.sharing.models import Glass, GlassLook, Renewal
from referrals.teams.models import Commitment, CountedAs, Review, SharedFigure, SharedMeasure
from referrals.tracking.models import (
    Child,
    ChildMark,
    ChildRace,
    Note,
    NotesAllowed,
    Pause,
    Referral,
    ReferralConcern,
    Step,
)

__all__ = [
    "AggregateCount",
    "Answer",
    "Asked",
    "Attendee",
    "CarriedRow",
    "Case",
    "Child",
    "ChildMark",
    "ChildRace",
    "Commitment",
    "Conference",
    "Contact",
    "CountedAs",
    "Cover",
    "Denominator",
    "DirectoryFile",
    "Draft",
    "Erasure",
    "ExportLog",
    "Folding",
    "Glass",
    "GlassLook",
    "Handover",
    "ImportFile",
    "Indicator",
    "Listing",
    "Location",
    "MonthCount",
    "Movement",
    "Note",
    "NotesAllowed",
    "Offer",
    "OfferNotice",
    "Pause",
    "Referral",
    "ReferralConcern",
    "Release",
    "ReleasedCount",
    "Renewal",
    "Review",
    "Service",
    "ServiceArea",
    "ServiceAt",
    "ServiceLanguage",
    "ServiceNeed",
    "SharedFigure",
    "SharedMeasure",
    "StaleMonth",
    "Step",
    "Trial",
    "WaitingRow",
    "Withdrawal",
]
