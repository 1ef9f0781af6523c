"""The list, the form, and what texts may cost."""

from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.broadcasts import services
from community.broadcasts.forms import BroadcastForm, LimitsForm
from community.broadcasts.models import Broadcast
from community.broadcasts.rules import may_send, sets_budget
from community.broadcasts.selectors import broadcasts_of, budget_of
from community.broadcasts.words import TAGS
from community.core.access import door
from community.core.errors import Refused, tell

A_PAGE = 30


@door(may_send, second_factor=True)
def broadcasts(request: Any) -> HttpResponse:
    """Every message to many, the newest first."""
    page = Paginator(broadcasts_of(request.community), A_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.tag = TAGS[Broadcast.State(row.state)]  # type: ignore[attr-defined]
    shown = {
        "page": page,
        "budget": budget_of(request.community),
        "sets_limits": sets_budget(request.person),
    }
    return render(request, "broadcasts/list.html", shown)


@door(may_send, second_factor=True, methods=("GET", "HEAD", "POST"))
def broadcast_new(request: Any) -> HttpResponse:
    """Write one. Nobody is texted yet."""
    form = BroadcastForm(request.POST or None, community=request.community)
    if request.method == "POST" and form.is_valid():
        try:
            made = _compose(request, form)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("broadcast", pk=made.pk)
    status = 400 if form.errors else 200
    return render(request, "broadcasts/new.html", {"form": form}, status=status)


def _compose(request: Any, form: BroadcastForm) -> Broadcast:
    if template := form.cleaned_data["template"]:
        return services.compose_from(template, filters=form.filters(), by=request.person)
    return services.compose(
        request.community,
        name=form.cleaned_data["name"],
        texts=form.bodies(),
        filters=form.filters(),
        by=request.person,
    )


@door(may_send, second_factor=True, methods=("GET", "HEAD", "POST"))
def broadcast_edit(request: Any, pk: int) -> HttpResponse:
    """Change the words or the people of a draft."""
    rows = Broadcast.objects.of(request.community).select_related("community", "version__template")
    found = get_object_or_404(rows.prefetch_related("version__texts"), pk=pk)
    if found.state != Broadcast.State.DRAFT:
        return redirect("broadcast", pk=pk)
    form = BroadcastForm(request.POST or None, community=request.community, draft=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.change(found, texts=form.bodies(), filters=form.filters(), by=request.person)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("broadcast", pk=pk)
    status = 400 if form.errors else 200
    return render(request, "broadcasts/edit.html", {"form": form, "broadcast": found}, status=status)


@door(sets_budget, second_factor=True, methods=("GET", "HEAD", "POST"))
def broadcast_limits(request: Any) -> HttpResponse:
    """What texts may cost in a month, and from how many people on a second person approves."""
    community = request.community
    cap = community.texts_budget_cents
    stands = {
        "dollars": None if cap is None else Decimal(cap) / 100,
        "approve_above": community.approve_above,
    }
    form = LimitsForm(request.POST or None, initial=stands)
    if request.method == "POST" and form.is_valid():
        services.set_limits(
            community,
            budget_cents=form.cents(),
            approve_above=form.cleaned_data["approve_above"],
            by=request.person,
        )
        tell(request, _("Saved."))
        return redirect("broadcasts")
    shown = {"form": form, "budget": budget_of(community)}
    return render(request, "broadcasts/limits.html", shown, status=400 if form.errors else 200)
