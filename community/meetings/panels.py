"""The live board of a meeting: what is talked about, who is here, what was promised.

A panel is the same for a whole audience, so it holds nobody's own data and no token; its buttons
belong to the page's one form and carry addresses that are relative to the page.
"""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string

from community.core import registry
from community.core.prepared import Prepared
from community.core.registry import Audience
from community.live.selectors import once_a_moment
from community.meetings.models import ActionItem, AgendaItem, Attendance, Meeting
from community.meetings.rules import may_follow, may_run
from community.meetings.selectors import belongs, room_of, seated_among

KIND = "meeting"
FACILITATOR, MEMBER, PROJECTOR = "facilitator", "member", "projector"

_MEETING = Prepared(
    lambda board: Meeting.objects.filter(board=board).select_related("group__community", "current_item"),
    board=int,
)


@once_a_moment
def find_meeting(board_id: int) -> Meeting:
    """The meeting that the board belongs to."""
    meeting = _MEETING.first(board=board_id)
    if meeting is None:
        raise Meeting.DoesNotExist
    return meeting


@once_a_moment
def agenda_items(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(meeting=meeting))


@once_a_moment
def promises(meeting: Meeting) -> list[ActionItem]:
    """What the group has promised and not done yet, and what this meeting added."""
    items = ActionItem.objects.filter(group=meeting.group)
    done_before = {"done_at__isnull": False, "meeting__isnull": False, "done_at__lt": meeting.starts_at}
    return list(items.exclude(**done_before).select_related("owner", "owner_organisation"))


def agenda(board_id: int, audience: Audience) -> str:
    """The items in order, with the one being talked about."""
    meeting = find_meeting(board_id)
    items = agenda_items(meeting)
    coming = [item for item in items if item.state == "planned" and item != meeting.current_item]
    return render_to_string(
        "panels/agenda.html",
        {"meeting": meeting, "items": items, "coming": coming, "role": audience.role},
    )


def here(board_id: int, audience: Audience) -> str:
    """Who is here, of those expected; for the facilitator also who is missing, with a button each."""
    meeting = find_meeting(board_id)
    return render_to_string(
        "panels/here.html", {"meeting": meeting, "room": room_of(meeting), "role": audience.role}
    )


def actions(board_id: int, audience: Audience) -> str:
    """What the group has promised and not done yet, and what this meeting added."""
    if audience.role == PROJECTOR:
        return ""
    meeting = find_meeting(board_id)
    return render_to_string(
        "panels/actions.html", {"meeting": meeting, "items": promises(meeting), "role": audience.role}
    )


def end(board_id: int, audience: Audience) -> str:
    """Closing, for the facilitator alone."""
    if audience.role != FACILITATOR:
        return ""
    meeting = find_meeting(board_id)
    coming = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.PLANNED)
    return render_to_string(
        "panels/end.html", {"meeting": meeting, "coming": coming.exclude(pk=meeting.current_item_id or 0)}
    )


def audience(person: Any | None, board_id: int, claimed: str) -> Audience | None:
    """The facilitator's and the projector's views are for those who run meetings; members have their own."""
    return audiences([person], board_id, claimed)[0] if person is not None else None


def audiences(people: Sequence[Any], board_id: int, claimed: str) -> list[Audience | None]:
    """The same for many people. Two queries, and two for each person whose roles are not known yet."""
    meeting = Meeting.objects.select_related("group__community").filter(board_id=board_id).first()
    if meeting is None:
        return [None] * len(people)
    if claimed in (FACILITATOR, PROJECTOR):
        return [Audience(claimed, who.language) if may_run(who, meeting) else None for who in people]
    seated = seated_among(people, meeting)
    return [
        Audience(MEMBER, who.language) if may_follow(who, meeting, on_roster=who.pk in seated) else None
        for who in people
    ]


def mine(person: Any, board_id: int) -> str:
    """The personal panel: one piece from each room that has something to say to ``person``."""
    pieces = sorted((own for own in registry.own_panels if own.board_kind == KIND), key=lambda own: own.order)
    return "".join(own.render(person, board_id) for own in pieces)


def arrival(person: Any, board_id: int) -> str:
    """Whether ``person`` is checked in, or the button that does it."""
    meeting = find_meeting(board_id)
    expected = may_follow(person, meeting, on_roster=belongs(meeting, person))
    return render_to_string(
        "panels/arrival.html",
        {
            "meeting": meeting,
            "expected": expected,
            "attendance": Attendance.objects.filter(meeting=meeting, person=person).first(),
        },
    )


def board_of_link(link: Any) -> int | None:
    """The board that a link of purpose "meeting" follows."""
    return Meeting.objects.filter(pk=link.subject_id).values_list("board_id", flat=True).first()


# In the order of the page. A decision of another floor stands between the agenda and who is here.
PANELS = {"agenda": agenda, "here": here, "actions": actions, "end": end}
