"""The live board: the member's own phone, the facilitator's console, the screen in the room."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from community.core.access import door, require
from community.core.prepared import Prepared
from community.live.panels import snapshot
from community.meetings.models import Meeting
from community.meetings.panels import FACILITATOR, PROJECTOR, audience, mine
from community.meetings.rules import runs_meetings
from community.meetings.standing import MEMBER
from community.meetings.views.answering import act_on_board, answered
from community.meetings.views.writing import writing_forms
from community.people.models import Person
from community.people.rules import is_known

_WITH_BOARD = Prepared(
    lambda meeting, community: Meeting.objects.of(community).filter(pk=meeting, board__isnull=False),
    meeting=int,
    community=int,
)


def find(request: Any, pk: int) -> Meeting:
    """A meeting with a live board, inside the visitor's community."""
    rows = Meeting.objects.of(request.community).filter(board__isnull=False)
    return get_object_or_404(rows.select_related("group__community", "board__community"), pk=pk)


def what_is_shown(meeting: Meeting, person: Person, claimed: str) -> dict[str, Any]:
    """The board as ``person`` may see it now, or NotAllowed."""
    assert meeting.board is not None  # noqa: S101  every caller looked for one
    seen_as = audience(person, meeting.board.pk, claimed)
    require(seen_as is not None)
    assert seen_as is not None  # noqa: S101  ``require`` has just said so
    shot = snapshot(meeting.board, seen_as._replace(language=get_language() or person.language))
    return {
        "meeting": meeting,
        "board": meeting.board,
        **shot,
        "proposes": seen_as.role == MEMBER and meeting.state != Meeting.State.CLOSED,
        "who": person.pk,
        "socket": f"/ws/board/{meeting.board.pk}/" + (f"?as={claimed}" if claimed else ""),
    }


@door(is_known)
def board(request: Any, pk: int) -> HttpResponse:
    """The board on a member's own phone."""
    meeting = find(request, pk)
    shown = what_is_shown(meeting, request.person, "")
    shown["mine"] = mine(request.person, meeting.board_id or 0)
    shown |= writing_forms(request, meeting, request.person, console=False)
    return render(request, "meetings/board.html", shown)


def _board_of(request: Any, pk: int) -> int:
    meeting = _WITH_BOARD.first(meeting=pk, community=request.community.pk)
    if meeting is None or meeting.board_id is None:
        raise Http404
    return meeting.board_id


def _press(request: Any, pk: int, action: str, *, page: str, has_mine: bool) -> HttpResponse:
    """Do what a button of ``page`` says, and go back there. ``has_mine``: it has a personal panel."""
    board_id = _board_of(request, pk)
    said = act_on_board(request.person, board_id, action, request.POST)
    back = reverse(page, args=[pk])
    return answered(request, said, person=request.person, board_id=board_id if has_mine else None, back=back)


@door(is_known, methods=("POST",))
def board_do(request: Any, pk: int, action: str) -> HttpResponse:
    """A button of the board was pressed."""
    return _press(request, pk, action, page="meeting_board", has_mine=True)


@door(runs_meetings, second_factor=True)
def console(request: Any, pk: int) -> HttpResponse:
    """Where the facilitator drives the evening."""
    meeting = find(request, pk)
    shown = what_is_shown(meeting, request.person, FACILITATOR)
    shown |= writing_forms(request, meeting, request.person, console=True)
    return render(request, "meetings/console.html", shown)


@door(runs_meetings, second_factor=True, methods=("POST",))
def console_do(request: Any, pk: int, action: str) -> HttpResponse:
    """A button of the console was pressed."""
    return _press(request, pk, action, page="meeting_console", has_mine=False)


@door(runs_meetings, second_factor=True)
def projector(request: Any, pk: int) -> HttpResponse:
    """The screen in the room."""
    return render(
        request, "meetings/projector.html", what_is_shown(find(request, pk), request.person, PROJECTOR)
    )
