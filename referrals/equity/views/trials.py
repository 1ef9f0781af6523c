"""Tests of change."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core.access import door
from community.core.errors import tell
from referrals.equity.forms import FinishForm, TrialForm
from referrals.equity.models import Trial
from referrals.equity.services import begin_trial, finish_trial, plan_trial
from referrals.equity.tables import OWN_DEFINITIONS
from referrals.tracking.rules import sees_whole_community


@door(sees_whole_community, second_factor=True, methods=("GET", "HEAD", "POST"))
def equity_trials(request: Any) -> HttpResponse:
    """Every test of change, and the form of the next."""
    form = TrialForm(request.POST or None, community=request.community)
    if request.method == "POST" and form.is_valid():
        plan_trial(**form.cleaned_data, by=request.person)
        tell(request, _("Written down."))
        return redirect("equity_trials")
    trials = Trial.objects.of(request.community).select_related("owner")
    shown = {"trials": trials, "form": form, "at": "trials", "follows": True}
    return render(request, "equity/trials.html", shown, status=400 if request.method == "POST" else 200)


@door(sees_whole_community, second_factor=True)
def equity_trial(request: Any, pk: int) -> HttpResponse:
    """One test of change."""
    return _show(request, _trial(request, pk))


@door(sees_whole_community, second_factor=True, methods=("POST",))
def equity_trial_do(request: Any, pk: int, action: str) -> HttpResponse:
    """Begin it, or end it with what was learned."""
    trial = _trial(request, pk)
    if action == "begin":
        begin_trial(trial, by=request.person)
    elif action == "finish":
        form = FinishForm(request.POST)
        if not form.is_valid():
            return _show(request, trial, form=form, status=400)
        finish_trial(trial, **form.cleaned_data, by=request.person)
    else:
        raise Http404
    tell(request, _("Written down."))
    return redirect("equity_trial", pk=pk)


def _trial(request: Any, pk: int) -> Trial:
    return get_object_or_404(Trial.objects.of(request.community).select_related("owner"), pk=pk)


def _show(request: Any, trial: Trial, *, form: FinishForm | None = None, status: int = 200) -> HttpResponse:
    shown = {
        "trial": trial,
        "measure": OWN_DEFINITIONS[trial.measure].events,
        "form": form or FinishForm(),
        "at": "trials",
        "follows": True,
    }
    return render(request, "equity/trial.html", shown, status=status)
