"""Pages of decisions."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisory.decisions.forms import DraftForm, OpenForm
from advisory.decisions.models import Ballot, Decision, RollEntry
from advisory.decisions.panels import facts
from advisory.decisions.pictures import bars
from advisory.decisions.rules import may_run
from advisory.decisions.selectors import WHOLE, ballot_of, can_see, decisions_for, over
from advisory.decisions.services import (
    cast_vote,
    close_decision,
    close_if_over,
    draft_decision,
    open_decision,
)
from advisory.decisions.words import outcome_words, thanks, until
from community.core import registry
from community.core.access import door, require
from community.core.errors import BadInput, Refused, tell
from community.core.numbers import key_in
from community.meetings.models import Meeting
from community.people.rules import is_known, runs_meetings

# Whoever was on the list of voters keeps the right to vote and to read the result, also without a seat.
reads_decisions = is_known
ON_A_PAGE = 30


def find(request: Any, pk: int) -> Decision:
    """The decision, if this person may read it; one whose hour has passed is closed by the look."""
    found = Decision.objects.of(request.community).select_related(*WHOLE)
    decision = get_object_or_404(found, pk=pk)
    require(can_see(request.person, decision))
    if decision.closes_at is not None and close_if_over(pk):
        decision = found.get(pk=pk)
    return decision


@door(reads_decisions)
def decisions(request: Any) -> HttpResponse:
    """All decisions that this person may read, newest first; the look closes those whose hour has passed."""
    for late in over().filter(group__community=request.community):
        close_if_over(late.pk)
    voted = RollEntry.objects.filter(decision=OuterRef("pk"), person=request.person, ballot__isnull=False)
    on_roll = RollEntry.objects.filter(decision=OuterRef("pk"), person=request.person)
    listed = decisions_for(request.person).annotate(has_voted=Exists(voted), on_roll=Exists(on_roll))
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    row: Any
    for row in page.object_list:
        row.until = until(row)
        result = getattr(row, "result", None)
        row.outcome = outcome_words(row, result) if result else ""
    return render(
        request,
        "decisions/decisions.html",
        {"page": page, "runs": runs_meetings(request.person)},
    )


@door(reads_decisions)
def decision(request: Any, pk: int) -> HttpResponse:
    """One decision: the question, its rule, one's own ballot, what came of it."""
    found = find(request, pk)
    shown = facts(found)
    if "result" in shown:
        shown["picture"] = bars(shown["result"])
    shown |= {
        "ballot": ballot_of(found, request.person),
        "on_roll": RollEntry.objects.filter(decision=found, person=request.person).exists(),
        "runs": may_run(request.person, found.group),
        "open_form": OpenForm(),
        "sections": [section(found, request.person) for section in registry.decision_sections],
    }
    return render(request, "decisions/decision.html", shown)


@door(reads_decisions, methods=("POST",))
def decision_vote(request: Any, pk: int) -> HttpResponse:
    """One's own ballot, from the page."""
    found = find(request, pk)
    ballot = cast_vote(
        found, voter=request.person, option=request.POST.get("option", ""), channel=Ballot.Channel.PHONE
    )
    tell(request, thanks(ballot.option))
    return redirect("decision", pk)


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def decision_new(request: Any) -> HttpResponse:
    """Write a question down; ``?meeting=`` fills in a meeting and its group."""
    form = DraftForm(request.POST or None, person=request.person, initial=asked_for(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_decision(by=request.person, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("decision", made.pk)
    return render(request, "decisions/new.html", {"form": form}, status=400 if form.errors else 200)


def asked_for(request: Any) -> dict[str, Any]:
    """What the form begins with."""
    wanted = key_in(request.GET.get("meeting"))
    meeting = Meeting.objects.of(request.community).filter(pk=wanted).first()
    return {"meeting": meeting, "group": meeting.group_id} if meeting else {}


@door(runs_meetings, second_factor=True, methods=("POST",))
def decision_open(request: Any, pk: int) -> HttpResponse:
    """Open the vote."""
    found, form = find(request, pk), OpenForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("That is not a date and time."))
    open_decision(found, by=request.person, closes_at=form.cleaned_data["closes_at"])
    tell(request, _("The vote is open. Everyone on the list gets a text."))
    return redirect("decision", pk)


@door(runs_meetings, second_factor=True, methods=("POST",))
def decision_close(request: Any, pk: int) -> HttpResponse:
    """Close the vote."""
    close_decision(find(request, pk), by=request.person)
    tell(request, _("The vote is closed. Those who voted get the result by text."))
    return redirect("decision", pk)
