"""The verbs of a decision, each a button of its page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from advisory.decisions.ballot_words import recusal_words
from advisory.decisions.forms import AsideOfForm, DeferForm, OpenForm, ReopenForm, WhyForm
from advisory.decisions.services import (
    close_decision,
    defer_decision,
    open_decision,
    recuse,
    reopen_decision,
    take_up_decision,
    withdraw_decision,
)
from advisory.decisions.views.finding import find
from community.core.access import door
from community.core.errors import BadInput, tell
from community.people.rules import runs_meetings

runs = door(runs_meetings, second_factor=True, methods=("POST",))


@runs
def decision_open(request: Any, pk: int) -> HttpResponse:
    """Open the vote."""
    found, form = find(request, pk), OpenForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("That is not a date and time."))
    open_decision(found, by=request.person, closes_at=form.cleaned_data["closes_at"])
    tell(request, _("The vote is open. Everyone on the list gets a text."))
    return redirect("decision", pk)


@runs
def decision_close(request: Any, pk: int) -> HttpResponse:
    """Close the vote."""
    close_decision(find(request, pk), by=request.person)
    tell(request, _("The vote is closed. Those who voted get the result by text."))
    return redirect("decision", pk)


@runs
def decision_withdraw(request: Any, pk: int) -> HttpResponse:
    """Take the question back."""
    found, form = find(request, pk), WhyForm(request.POST)
    withdraw_decision(found, by=request.person, **said(form))
    tell(request, _("The question is taken back. Nobody's vote counts."))
    return redirect("decision", pk)


@runs
def decision_defer(request: Any, pk: int) -> HttpResponse:
    """Put a draft off to another meeting."""
    found = find(request, pk)
    form = DeferForm(request.POST, decision=found)
    defer_decision(found, by=request.person, **said(form))
    tell(request, _("The question is put off to that meeting."))
    return redirect("decision", pk)


@runs
def decision_take_up(request: Any, pk: int) -> HttpResponse:
    """What was put off is a draft again."""
    take_up_decision(find(request, pk), by=request.person)
    tell(request, _("The question is a draft again. Open the vote when you are ready."))
    return redirect("decision", pk)


@runs
def decision_reopen(request: Any, pk: int) -> HttpResponse:
    """Ask it again: a new draft."""
    found = find(request, pk)
    form = ReopenForm(request.POST, decision=found)
    draft = reopen_decision(found, by=request.person, **said(form))
    tell(request, _("This is a new draft of the same question. The old one stays as it was."))
    return redirect("decision", draft.pk)


@runs
def decision_aside_of(request: Any, pk: int) -> HttpResponse:
    """Write down that somebody said they step aside."""
    found = find(request, pk)
    recusal = recuse(found, by=request.person, **said(AsideOfForm(request.POST, decision=found)))
    tell(request, recusal_words(recusal))
    return redirect("decision", pk)


def said(form: Any) -> dict[str, Any]:
    """What the form says; its first mistake is refused in words."""
    if not form.is_valid():
        raise BadInput(form.first_error())
    return form.cleaned_data
