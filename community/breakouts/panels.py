"""Small groups on a meeting's board: who sits where, and what is one's own."""

from typing import Any

from django.template.loader import render_to_string

from community.breakouts.models import BreakoutRound
from community.breakouts.selectors import round_of, tables_of, without_group
from community.breakouts.words import prompts
from community.core.registry import Audience
from community.meetings.models import Attendance, Meeting
from community.meetings.panels import FACILITATOR, find_meeting


def groups(board_id: int, audience: Audience) -> str:
    """Who sits in which group while they talk; for the facilitator also what each has written."""
    meeting = find_meeting(board_id)
    if meeting.state != Meeting.State.OPEN:
        return ""
    current = round_of(meeting)
    is_open = current is not None and current.state == BreakoutRound.State.OPEN
    facilitates = audience.role == FACILITATOR
    shown: dict[str, Any] = {"role": audience.role, "round": current if is_open else None}
    if current is not None and is_open:
        tables = tables_of(current)
        # When a place or a pen changes hands, phones ask for their own panel again; not for each text.
        marks = [current.pk, *((len(table.places), table.group.scribe_id or 0) for table in tables)]
        shown |= {"tables": tables, "prompts": prompts(current), "epoch": marks}
        if facilitates:
            shown["late"] = without_group(current)
    elif not facilitates:
        return ""
    return render_to_string("panels/groups.html", shown)


def my_group(person: Any, board_id: int) -> str:
    """With whom ``person`` sits, and the fields to write in for who writes."""
    meeting = find_meeting(board_id)
    current = round_of(meeting)
    if current is None or current.state != BreakoutRound.State.OPEN:
        return ""
    tables = tables_of(current)
    mine = next((table for table in tables if person in table.people), None)
    if mine is None and not Attendance.objects.filter(meeting=meeting, person=person).exists():
        return ""
    others = [one for one in mine.people if one != person] if mine else []
    what, who = prompts(current)
    return render_to_string(
        "panels/my_group.html",
        {
            "round": current,
            "group": mine and mine.group,
            "others": others,
            "person": person,
            "what": what,
            "who": who,
        },
    )
