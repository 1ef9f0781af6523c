"""Meetings: what was planned, who came, and what was promised."""

from community.meetings.models.agenda import AgendaItem
from community.meetings.models.attendance import Attendance, AttendanceCount
from community.meetings.models.inviting import Accommodation, Invitation, Notice
from community.meetings.models.meetings import Meeting
from community.meetings.models.notes import MeetingNote
from community.meetings.models.series import Series
from community.meetings.models.steps import ActionItem

__all__ = [
    "Accommodation",
    "ActionItem",
    "AgendaItem",
    "Attendance",
    "AttendanceCount",
    "Invitation",
    "Meeting",
    "MeetingNote",
    "Notice",
    "Series",
]
