"""One person on the way to a seat: what happened so far, and what can happen next."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisory.boards.selectors import vacant_seats
from advisory.boards.services.terms import may_seat_without_vote
from advisory.recruiting import selectors, services
from advisory.recruiting.forms import ReasonForm, SeatForm, StepBackForm
from advisory.recruiting.models import Applicant
from advisory.recruiting.states import LIFE, OVER, State
from advisory.recruiting.words import step_words
from community.core.access import door
from community.core.errors import BadInput, tell
from community.people.rules import is_coordinator, runs_meetings


def _find(request: Any, pk: int) -> Applicant:
    rows = Applicant.objects.of(request.community).select_related(*selectors.WHOLE)
    return get_object_or_404(rows, pk=pk)


@door(runs_meetings, second_factor=True)
def applicant(request: Any, pk: int) -> HttpResponse:
    """Who would like to join: the way so far, the gatherings, the vote, and the next steps."""
    found, today = _find(request, pk), request.community.today()
    verbs = {verb for state, verb in LIFE if state == found.state}
    shown = {
        "applicant": found,
        "story": [(line, step_words(line)) for line in selectors.story_of(found)],
        "guests": found.gatherings.select_related("gathering").order_by("gathering__starts_at"),
        "verbs": verbs,
        "is_over": found.state in OVER,
        "decline_form": ReasonForm(auto_id="decline_%s"),
        "withdraw_form": StepBackForm(auto_id="withdraw_%s"),
    }
    if is_coordinator(request.person):
        may = found.state == State.CHOSEN or may_seat_without_vote(found.group, today)
        if may and verbs & {"seat", "seat_without_vote"}:
            seats = vacant_seats(found.group, today)
            shown |= {"seats": seats, "seat_form": SeatForm(seats=seats, initial={"since": today})}
    return render(request, "recruiting/applicant.html", shown)


@door(runs_meetings, second_factor=True, methods=("POST",))
def applicant_do(request: Any, pk: int, action: str) -> HttpResponse:
    """Turn down, step back, bring back, or give the seat."""
    found, by = _find(request, pk), request.person
    if action == "decline":
        services.decline(found, reason=_told(ReasonForm(request.POST))["reason"], by=by)
        tell(request, _("Written down. Tell them yourself, in person or by phone."))
    elif action == "withdraw":
        services.withdraw(found, reason=_told(StepBackForm(request.POST))["reason"], by=by)
        tell(request, _("Written down. They are welcome to come back."))
    elif action == "return":
        services.bring_back(found, by=by)
        tell(request, _("They are on the way again."))
    elif action == "seat":
        seats = vacant_seats(found.group, request.community.today())
        services.seat_applicant(found, by=by, **_told(SeatForm(request.POST, seats=seats)))
        tell(request, _("The seat is theirs. They get a welcome by text."))
    else:
        raise Http404
    return redirect("applicant", pk)


def _told(form: Any) -> dict[str, Any]:
    if not form.is_valid():
        raise BadInput(form.first_error())
    return dict(form.cleaned_data)
