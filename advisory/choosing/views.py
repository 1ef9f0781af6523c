"""Pages of panels."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisory.choosing import services
from advisory.choosing.forms import (
    CandidateForm,
    ConflictForm,
    CriterionForm,
    PanelForm,
    ScoresForm,
    SeatForm,
    WaysForm,
    WhyForm,
)
from advisory.choosing.models import Criterion, Panel, PanelCandidate, PanelConflict, PanelSeat, PanelSheet
from advisory.choosing.pictures import with_words
from advisory.choosing.rules import may_run, may_see
from advisory.choosing.selectors import missing, panels_for, rows_of, seat_of
from community.core.access import door, require
from community.core.errors import BadInput, Refused, tell
from community.people.rules import is_known, runs_meetings

ON_A_PAGE = 30
WHOLE = "group__community"


@door(is_known)
def panels(request: Any) -> HttpResponse:
    """The panels that this person runs or sits on."""
    page = Paginator(panels_for(request.person), ON_A_PAGE).get_page(request.GET.get("page"))
    here = {"page": page, "runs": runs_meetings(request.person)}
    return render(request, "choosing/panels.html", here)


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def panel_new(request: Any) -> HttpResponse:
    """Begin a panel."""
    form = PanelForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        try:
            begun = services.begin_panel(by=request.person, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("panel", begun.pk)
    here = {"form": form}
    return render(request, "choosing/new.html", here, status=400 if form.errors else 200)


def find(request: Any, pk: int) -> tuple[Panel, PanelSeat | None]:
    """The panel, if this person may read it, and their seat on it."""
    rows = Panel.objects.of(request.community).select_related(WHOLE)
    found = get_object_or_404(rows, pk=pk)
    seat = seat_of(found, request.person)
    require(may_see(request.person, found, sits=seat is not None))
    return found, seat


@door(is_known)
def panel(request: Any, pk: int) -> HttpResponse:
    """A panel: what is looked for, who scores, who stands and how the scores spread."""
    found, seat = find(request, pk)
    runs = may_run(request.person, found.group)
    here = {
        "panel": found,
        "seat": seat,
        "runs": runs,
        "criteria": found.criteria.all(),
        "seats": found.seats.select_related("person").order_by("person__display_name"),
        "rows": [with_words(row, found) for row in rows_of(found, seat)],
        "missing": missing(found),
        "conflicts": conflicts_of(found) if runs else [],
        "steps": Panel.State.choices,
    }
    if runs:
        here |= {
            "criterion_form": CriterionForm(),
            "candidate_form": CandidateForm(auto_id="id_c_%s"),
            "seat_form": SeatForm(panel=found),
            "ways_form": WaysForm(),
            "why_form": WhyForm(auto_id="id_w_%s"),
        }
    return render(request, "choosing/panel.html", here)


def conflicts_of(found: Panel) -> Any:
    rows = PanelConflict.objects.filter(seat__panel=found).select_related("seat__person", "candidate")
    return rows.order_by("pk")


def sent(form: Any) -> Any:
    """``form``, checked; raises BadInput with its first error."""
    if not form.is_valid():
        raise BadInput(next(iter(form.errors.values()))[0])
    return form


@door(runs_meetings, second_factor=True, methods=("POST",))
def panel_do(request: Any, pk: int, action: str) -> HttpResponse:
    """One verb of the panel."""
    found, _seat = find(request, pk)
    act = VERBS.get(action)
    if act is None:
        raise Http404
    return act(request, found) or redirect("panel", pk)


def _add_criterion(request: Any, found: Panel) -> None:
    services.add_criterion(found, by=request.person, **sent(CriterionForm(request.POST)).facts())


def _add_candidate(request: Any, found: Panel) -> None:
    services.add_candidate(found, by=request.person, **sent(CandidateForm(request.POST)).cleaned_data)


def _give_seat(request: Any, found: Panel) -> None:
    services.give_seat(found, by=request.person, **sent(SeatForm(request.POST, panel=found)).cleaned_data)


def _open_scoring(request: Any, found: Panel) -> None:
    services.open_scoring(found, by=request.person)


def _shortlist(request: Any, found: Panel) -> None:
    services.make_shortlist(found, by=request.person, why=request.POST.get("why", ""))


def _vote(request: Any, found: Panel) -> HttpResponse:
    decision = services.put_to_vote(found, by=request.person, **sent(WaysForm(request.POST)).cleaned_data)
    tell(request, _("The vote is drafted. Open it when everything is right."))
    return redirect("decision", decision.pk)


def _vote_again(request: Any, found: Panel) -> None:
    services.vote_again(found, by=request.person, **sent(WhyForm(request.POST)).cleaned_data)


def _stop(request: Any, found: Panel) -> None:
    services.stop_panel(found, by=request.person, **sent(WhyForm(request.POST)).cleaned_data)


VERBS: dict[str, Callable[[Any, Panel], HttpResponse | None]] = {
    "add_criterion": _add_criterion,
    "add_candidate": _add_candidate,
    "give_seat": _give_seat,
    "open_scoring": _open_scoring,
    "shortlist": _shortlist,
    "vote": _vote,
    "vote_again": _vote_again,
    "stop": _stop,
}


@door(runs_meetings, second_factor=True, methods=("POST",))
def criterion_remove(request: Any, pk: int) -> HttpResponse:
    """Take a criterion away."""
    rows = Criterion.objects.of(request.community).select_related(f"panel__{WHOLE}")
    criterion = get_object_or_404(rows, pk=pk)
    services.remove_criterion(criterion, by=request.person)
    return redirect("panel", criterion.panel_id)


@door(runs_meetings, second_factor=True, methods=("POST",))
def seat_remove(request: Any, pk: int) -> HttpResponse:
    """Take somebody off the panel."""
    seat = get_object_or_404(PanelSeat.objects.of(request.community).select_related(f"panel__{WHOLE}"), pk=pk)
    services.take_seat(seat, by=request.person)
    return redirect("panel", seat.panel_id)


def _candidate(request: Any, pk: int) -> tuple[PanelCandidate, PanelSeat]:
    """A candidate for who sits on their panel."""
    rows = PanelCandidate.objects.of(request.community).select_related(f"panel__{WHOLE}")
    found = get_object_or_404(rows, pk=pk)
    seat = seat_of(found.panel, request.person)
    require(seat is not None)
    assert seat is not None  # noqa: S101  required above
    return found, seat


@door(is_known, methods=("GET", "HEAD", "POST"))
def candidate(request: Any, pk: int) -> HttpResponse:
    """One's own scores for one candidate."""
    found, seat = _candidate(request, pk)
    form = ScoresForm(request.POST or None, criteria=found.panel.criteria.all())
    if request.method == "POST" and form.is_valid():
        services.give_scores(found, by=request.person, points=form.points())
        tell(request, _("Thank you. Your scores are kept."))
        return redirect("panel", found.panel_id)
    here = {
        "panel": found.panel,
        "candidate": found,
        "form": form,
        "conflict_form": ConflictForm(),
        "has_scored": PanelSheet.objects.filter(seat=seat, candidate=found).exists(),
        "conflict": PanelConflict.objects.filter(seat=seat, candidate=found).first(),
    }
    return render(request, "choosing/candidate.html", here, status=400 if form.errors else 200)


@door(is_known, methods=("POST",))
def candidate_conflict(request: Any, pk: int) -> HttpResponse:
    """Say that one is too near to a candidate."""
    found, _seat = _candidate(request, pk)
    services.declare_conflict(found, by=request.person, **sent(ConflictForm(request.POST)).cleaned_data)
    tell(request, _("It is written down. You do not score this candidate."))
    return redirect("panel", found.panel_id)
