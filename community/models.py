"""The contents page of the ground floor: every model of its rooms, in one migration history."""

from community.broadcasts.models import Broadcast, Recipient
from community.core.models import AuditLine
from community.joining.models import JoinRequest
from community.live.models import LiveBoard
from community.meetings.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    AttendanceCount,
    Invitation,
    Meeting,
)
from community.messaging.models import (
    Message,
    ReplyChoice,
    ReplyExpectation,
    Sweep,
    Template,
    TemplateText,
    TemplateVersion,
    Thread,
    ThreadNote,
)
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
    "Broadcast",
    "Community",
    "Consent",
    "ConsentWithdrawal",
    "Group",
    "Household",
    "Invitation",
    "JoinRequest",
    "LiveBoard",
    "Meeting",
    "Membership",
    "Message",
    "Organisation",
    "Person",
    "Program",
    "Recipient",
    "ReplyChoice",
    "ReplyExpectation",
    "SignedLink",
    "StaffRole",
    "Sweep",
    "Template",
    "TemplateText",
    "TemplateVersion",
    "Thread",
    "ThreadNote",
    "User",
]
