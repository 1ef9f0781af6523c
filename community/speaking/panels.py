"""The speaking list on the live board, and one's own hand."""

from typing import Any

from django.template.loader import render_to_string

from community.core.registry import Audience
from community.meetings.models import Meeting
from community.meetings.panels import FACILITATOR, GUEST, find_attendance, find_meeting
from community.meetings.selectors import room_of
from community.speaking.models import Turn
from community.speaking.selectors import speaking_list
from community.speaking.words import role_words


def speaking(board_id: int, audience: Audience) -> str:
    """Who has the floor and who comes next; guests see how many wait. "" while the meeting is not open."""
    meeting = find_meeting(board_id)
    if meeting.state != Meeting.State.OPEN:
        return ""
    now = speaking_list(meeting)
    here = {"role": audience.role, "now": now, "names": audience.role != GUEST}
    if audience.role == FACILITATOR:
        up = {turn.person_id for turn in now.waiting} | ({now.speaking.person_id} if now.speaking else set())
        here["others"] = [person for person in room_of(meeting).attending if person.pk not in up]
        here["shares"] = [(role_words(role), percent) for role, percent in now.shares]
    return render_to_string("panels/speaking.html", here)


def hand(person: Any, board_id: int) -> str:
    """The own hand of somebody who is checked in: up, down, or that they have the floor."""
    meeting = find_meeting(board_id)
    if meeting.state != Meeting.State.OPEN:
        return ""
    if find_attendance(meeting.pk, person.pk) is None:
        return ""
    turn = Turn.objects.filter(meeting=meeting, person=person, state__in=["waiting", "speaking"]).first()
    return render_to_string("panels/hand.html", {"turn": turn})
