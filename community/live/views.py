"""Live boards without a socket: the page's script asks every few seconds.

``snapshot_response`` and ``mine_response`` also answer for pages that a signed link opens.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation

from community.core import registry
from community.core.access import door
from community.live.entry import audience_for
from community.live.models import LiveBoard
from community.live.panels import snapshot
from community.people.models import Person


@door(None)
def board_snapshot(request: Any, board_id: int) -> HttpResponse:
    """The board as this session may see it."""
    board = get_object_or_404(LiveBoard.objects.of(request.community), pk=board_id)
    return snapshot_response(request, board, request.person)


@door(None)
def board_mine(request: Any, board_id: int) -> HttpResponse:
    """The personal panel of whoever has signed in."""
    board = get_object_or_404(LiveBoard.objects.of(request.community), pk=board_id)
    return mine_response(request, board, request.person)


def snapshot_response(request: HttpRequest, board: LiveBoard, person: Person | None) -> HttpResponse:
    """The whole board as JSON; no panels when ``?have=`` is its version and ``?seen_as=`` its audience.

    404 for those who may not watch.
    """
    audience = _audience(request, board, person)
    had = (request.GET.get("have"), request.GET.get("seen_as"))
    if had == (str(board.version), audience.mark):
        return _unstored({"version": board.version, "since": board.version, "panels": {}})
    return _unstored({**snapshot(board, audience), "since": 0})


def mine_response(request: HttpRequest, board: LiveBoard, person: Person | None) -> HttpResponse:
    """The personal panel as JSON, ``{"mine": html}``; empty for those who watch without a name."""
    _audience(request, board, person)
    html = registry.board_kinds[board.kind].mine(person, board.pk) if person else ""
    return _unstored({"mine": html})


def _audience(request: HttpRequest, board: LiveBoard, person: Person | None) -> registry.Audience:
    claimed, language = request.GET.get("as", ""), translation.get_language() or ""
    audience = audience_for(board, person, claimed=claimed, language=language)
    if audience is None:
        raise Http404
    return audience


def _unstored(body: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(body)
    response["Cache-Control"] = "no-store"
    return response
