"""How every press of a meeting's button is answered: JSON for a script, otherwise back with a message."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect

from community.core import registry
from community.core.errors import tell
from community.live.services import once
from community.meetings.panels import mine
from community.people.models import Person


def act_on_board(person: Person, board_id: int, action: str, post: Any) -> str:
    """Do the board action that some room plugged in as ``action``, once for each press. Unknown: a 404."""
    act = registry.board_actions.get(action)
    if act is None:
        raise Http404
    return once(person, post.get("press"), lambda: act(person, board_id, post))


def answered(request: Any, said: str, *, person: Person, board_id: int | None, back: str) -> HttpResponse:
    """Say ``said`` and go ``back``; a script gets it as JSON, with the personal panel as it is now."""
    if request.headers.get("Accept", "").startswith("application/json"):
        own = mine(person, board_id) if board_id is not None else ""
        return JsonResponse({"said": said, "mine": own})
    tell(request, said)
    return redirect(back)
