"""One message to many: what it would do, and once it is under way what it does."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from community.broadcasts.actions import ACTIONS
from community.broadcasts.models import Broadcast
from community.broadcasts.panels import SENDER
from community.broadcasts.rules import may_approve, may_send, sets_budget
from community.broadcasts.selectors import budget_of, plan_of, previews_of, why_sent_back
from community.broadcasts.words import TAGS, audience_of, left_out_in_words
from community.core.access import door
from community.core.errors import NotAllowed, Refused, tell
from community.core.registry import Audience
from community.live.panels import snapshot


def _find(request: Any, pk: int) -> Broadcast:
    rows = Broadcast.objects.of(request.community).select_related(
        "community", "version__template", "made_by", "approved_by", "board__community"
    )
    return get_object_or_404(rows, pk=pk)


@door(may_send, second_factor=True)
def broadcast(request: Any, pk: int) -> HttpResponse:
    """Before it leaves: how it looks, what it costs, who gets it and who does not. Then: how far it is."""
    found = _find(request, pk)
    shown = {
        "broadcast": found,
        "tag": TAGS[Broadcast.State(found.state)],
        "audience": list(audience_of(found)),
    }
    if found.board is not None:
        shot = snapshot(found.board, Audience(SENDER, get_language() or request.person.language))
        shown |= {"board": found.board, "socket": f"/ws/board/{found.board.pk}/", **shot}
        shown["texts"] = found.version.texts.order_by("language")
        return render(request, "broadcasts/progress.html", shown)
    return render(request, "broadcasts/draft.html", {**shown, **_preview(request, found)})


def _preview(request: Any, found: Broadcast) -> dict[str, Any]:
    plan, budget = plan_of(found), budget_of(found.community)
    previews = previews_of(found, plan)
    return {
        "plan": plan,
        "budget": budget,
        "sets_limits": sets_budget(request.person),
        "is_affordable": budget.holds(plan.parts),
        "asks_another": len(plan.reached) > found.community.approve_above,
        "previews": previews,
        "needs_review": any(preview.may_be_reviewed for preview in previews),
        "left_out": left_out_in_words(plan.left_out),
        "may_approve": may_approve(request.person, found),
        "came_back": why_sent_back(found),
        "has_newer": found.version.template.versions.filter(number__gt=found.version.number).exists(),
    }


@door(may_send, second_factor=True, methods=("POST",))
def broadcast_do(request: Any, pk: int, action: str) -> HttpResponse:
    """A button of the page was pressed; a script is answered in JSON.

    Pressed too late, or twice, it leads back to the page, which says why nothing was done.
    """
    found = _find(request, pk)
    act = ACTIONS.get(action)
    if act is None:
        raise Http404
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"said": act(found, request.person, request.POST), "mine": ""})
    try:
        tell(request, act(found, request.person, request.POST))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("broadcast", pk=pk)
