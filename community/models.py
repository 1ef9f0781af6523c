"""The contents page of the ground floor: every model of its rooms, in one migration history."""

from community.breakouts.models import (
    BreakoutRound,
    Seat,
    SmallGroup,
)
from community.broadcasts.models import (
    Broadcast,
    Recipient,
)
from community.core.models import (
    AuditLine,
)
from community.joining.models import (
    JoinRequest,
)
from community.live.models import (
    LiveBoard,
    Press,
)
from community.meetings.models import (
    Accommodation,
    ActionItem,
    AgendaItem,
    Attendance,
    AttendanceCount,
    Invitation,
    Meeting,
    MeetingNote,
    Notice,
    Series,
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
from community.minutes.models import (
    Minutes,
    MinutesReview,
    MinutesVersion,
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
from community.reality.models import (
    CheckQuestion,
    CheckScore,
    CheckSheet,
    CheckTally,
    QuestionSet,
    RealityCheck,
)
from community.speaking.models import (
    Turn,
)

__all__ = [
    "Accommodation",
    "ActionItem",
    "AgendaItem",
    "Attendance",
    "AttendanceCount",
    "AuditLine",
    "BreakoutRound",
    "Broadcast",
    "CheckQuestion",
    "CheckScore",
    "CheckSheet",
    "CheckTally",
    "Community",
    "Consent",
    "ConsentWithdrawal",
    "Group",
    "Household",
    "Invitation",
    "JoinRequest",
    "LiveBoard",
    "Meeting",
    "MeetingNote",
    "Membership",
    "Message",
    "Minutes",
    "MinutesReview",
    "MinutesVersion",
    "Notice",
    "Organisation",
    "Person",
    "Press",
    "Program",
    "QuestionSet",
    "RealityCheck",
    "Recipient",
    "ReplyChoice",
    "ReplyExpectation",
    "Seat",
    "Series",
    "SignedLink",
    "SmallGroup",
    "StaffRole",
    "Sweep",
    "Template",
    "TemplateText",
    "TemplateVersion",
    "Thread",
    "ThreadNote",
    "Turn",
    "User",
]
