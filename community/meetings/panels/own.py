"""The small personal panel of a meeting's board."""

from typing import Any

from django.template.loader import render_to_string

from community.core import registry
from community.core.prepared import Prepared
from community.meetings.models import Attendance
from community.meetings.panels.shared import KIND, find_meeting
from community.meetings.selectors import standing_of
from community.meetings.words import arrival_words


def mine(person: Any, board_id: int) -> str:
    """The personal panel: one piece from each room that has something to say to ``person``."""
    pieces = sorted((own for own in registry.own_panels if own.board_kind == KIND), key=lambda own: own.order)
    return "".join(own.render(person, board_id) for own in pieces)


_ATTENDANCE = Prepared(
    lambda meeting, person: Attendance.objects.filter(meeting=meeting, person=person), meeting=int, person=int
)


def arrival(person: Any, board_id: int) -> str:
    """Whether ``person`` is checked in, or the button that does it."""
    meeting = find_meeting(board_id)
    attendance = _ATTENDANCE.first(meeting=meeting.pk, person=person.pk)
    return render_to_string(
        "panels/arrival.html",
        {
            "meeting": meeting,
            "expected": standing_of(meeting, person) is not None,
            "attendance": attendance,
            "arrival": arrival_words(attendance, meeting) if attendance else "",
        },
    )
