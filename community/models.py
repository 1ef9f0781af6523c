"""The contents page of the ground floor: every model of its rooms, in one migration history."""

from community.core.models import AuditLine
from community.live.models import LiveBoard
from community.meetings.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    AttendanceCount,
    Invitation,
    Meeting,
)
from community.messaging.models import Message, ReplyChoice, ReplyExpectation, Thread
from community.people.models import (
    Community,
    Consent,
    ConsentWithdrawal,
    Group,
    Household,
    Membership,
    Organisation,
    Person,
    Program,
    SignedLink,
    StaffRole,
    User,
)

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Attendance",
    "AttendanceCount",
    "AuditLine",
    "Community",
    "Consent",
    "ConsentWithdrawal",
    "Group",
    "Household",
    "Invitation",
    "LiveBoard",
    "Meeting",
    "Membership",
    "Message",
    "Organisation",
    "Person",
    "Program",
    "ReplyChoice",
    "ReplyExpectation",
    "SignedLink",
    "StaffRole",
    "Thread",
    "User",
]
