"""The small personal panel of a meeting's board."""

from typing import Any

from django.template.loader import render_to_string

from community.core import registry
from community.live.selectors import remembered
from community.meetings.models import Meeting
from community.meetings.panels.shared import KIND, find_attendance, find_meeting
from community.meetings.selectors import standing_of
from community.meetings.words import arrival_words


def mine(person: Any, board_id: int) -> str:
    """The personal panel: one piece from each room that has something to say to ``person``."""
    pieces = sorted((own for own in registry.own_panels if own.board_kind == KIND), key=lambda own: own.order)
    with remembered():
        return "".join(own.render(person, board_id) for own in pieces)


def arrival(person: Any, board_id: int) -> str:
    """Whether ``person`` is checked in, or the button that does it."""
    meeting = find_meeting(board_id)
    attendance = find_attendance(meeting.pk, person.pk)
    may_come_in = attendance is None and meeting.state == Meeting.State.OPEN
    return render_to_string(
        "panels/arrival.html",
        {
            "meeting": meeting,
            "expected": may_come_in and standing_of(meeting, person) is not None,
            "attendance": attendance,
            "arrival": arrival_words(attendance, meeting) if attendance else "",
        },
    )
