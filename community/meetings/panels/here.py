"""Who is here."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from community.core.registry import Audience
from community.core.scanning import picture_of
from community.meetings.models import Meeting
from community.meetings.panels.shared import find_meeting
from community.meetings.selectors import arrivals_of, room_of
from community.meetings.standing import FACILITATOR, PROJECTOR
from community.meetings.words import arrival_words


def here(board_id: int, audience: Audience) -> str:
    """Who is here, of those expected; for the facilitator also when each came and who is missing, with a
    button each; for the screen in the room the ways to check in."""
    meeting = find_meeting(board_id)
    shown: dict[str, Any] = {"meeting": meeting, "room": room_of(meeting), "role": audience.role}
    if audience.role == FACILITATOR:
        shown["arrivals"] = [
            (arrival.attendance.person, arrival_words(arrival.attendance, meeting))
            for arrival in arrivals_of(meeting)
        ]
    if audience.role == PROJECTOR and meeting.state == Meeting.State.OPEN:
        shown["picture"] = door_picture(meeting)
    return render_to_string("panels/here.html", shown)


def door_picture(meeting: Meeting) -> str:
    """The door of ``meeting`` for a phone's camera; "" where no public address is set."""
    if not settings.PUBLIC_URL or not meeting.door_key:
        return ""
    return picture_of(settings.PUBLIC_URL + reverse("meeting_door", args=[meeting.door_key]), error="m")
