"""Following a decision through: for those who run meetings."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy

from advisory.decisions.models import Decision
from advisory.decisions.selectors import WHOLE
from advisory.outcomes import services
from advisory.outcomes.forms import (
    MeasureForm,
    MoneyForm,
    PromiseForm,
    ReadingForm,
    ReasonForm,
    ReleaseForm,
    StepForm,
    WordsForm,
)
from advisory.outcomes.thread import facts
from community.core.access import door, require
from community.core.errors import Refused, tell
from community.people.models import Person
from community.people.rules import runs_meetings


class Act(NamedTuple):
    """One thing to write down: its form, what it does with it, and what is told back."""

    form: Callable[..., forms.Form]
    do: Callable[[Decision, Any, Person], object]
    told: Any


def _languages(decision: Decision) -> Any:
    return decision.group.community.languages or ["en"]


ACTS: dict[str, Act] = {
    "promise": Act(
        lambda decision, *args, **more: PromiseForm(*args, group=decision.group, **more),
        lambda decision, form, by: services.promise(decision, by=by, **form.promise()),
        gettext_lazy("The promise is written down. Whoever made it is asked about it by text."),
    ),
    "set_aside": Act(
        lambda _decision, *args, **more: MoneyForm(*args, **more),
        lambda decision, form, by: services.set_aside(decision, by=by, **form.money()),
        gettext_lazy("The money is written down."),
    ),
    "release": Act(
        lambda _decision, *args, **more: ReleaseForm(*args, **more),
        lambda decision, form, by: services.release(decision, by=by, **form.money()),
        gettext_lazy("The money is taken back."),
    ),
    "measure": Act(
        lambda _decision, *args, **more: MeasureForm(*args, **more),
        lambda decision, form, by: services.add_measure(decision, by=by, **form.cleaned_data),
        gettext_lazy("The measure is written down. Enter what is counted from time to time."),
    ),
    "read": Act(
        lambda decision, *args, **more: ReadingForm(*args, decision=decision, **more),
        lambda _decision, form, by: services.read_measure(by=by, **form.cleaned_data),
        gettext_lazy("The count is written down."),
    ),
    "step": Act(
        lambda decision, *args, **more: StepForm(*args, languages=_languages(decision), **more),
        lambda decision, form, by: services.add_step(decision, by=by, **form.said()),
        gettext_lazy("It is written down. Those who voted get it by text."),
    ),
    "carry_out": Act(
        lambda decision, *args, **more: WordsForm(*args, languages=_languages(decision), **more),
        lambda decision, form, by: services.carry_out(decision, by=by, **form.said()),
        gettext_lazy("The decision is carried out. Those who voted get it by text."),
    ),
    "give_up": Act(
        lambda decision, *args, **more: WordsForm(*args, languages=_languages(decision), **more),
        lambda decision, form, by: services.give_up(decision, by=by, **form.said()),
        gettext_lazy("The decision is not carried out. Those who voted get your words by text."),
    ),
    "resume": Act(
        lambda _decision, *args, **more: ReasonForm(*args, **more),
        lambda decision, form, by: services.resume(decision, by=by, **form.cleaned_data),
        gettext_lazy("The decision is under way again."),
    ),
}
# What is asked where: of a decision under way, of any that holds, of one that is settled.
UNDER_WAY = ("promise", "set_aside", "carry_out", "give_up")
HOLDS = ("release", "measure", "read")


def _find(request: Any, pk: int) -> Decision:
    found = get_object_or_404(Decision.objects.of(request.community).select_related(*WHOLE), pk=pk)
    require(runs_meetings(request.person))
    return found


@door(runs_meetings, second_factor=True)
def outcome(request: Any, pk: int) -> HttpResponse:
    """The thread of a decision, and what can be added to it."""
    return _page(request, _find(request, pk))


@door(runs_meetings, second_factor=True, methods=("POST",))
def outcome_do(request: Any, pk: int, action: str) -> HttpResponse:
    """Add one thing to the thread."""
    act = ACTS.get(action)
    if act is None:
        raise Http404
    decision = _find(request, pk)
    form = act.form(decision, request.POST, auto_id=f"{action}_%s")
    if form.is_valid():
        try:
            act.do(decision, form, request.person)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, act.told)
            return redirect("outcome", pk)
    return _page(request, decision, filled={action: form})


def _page(request: Any, decision: Decision, *, filled: dict[str, Any] | None = None) -> HttpResponse:
    shown = facts(decision)
    asked: list[str] = ["step"] if decision.state == Decision.State.CLOSED else []
    if shown["is_final"]:
        asked += HOLDS if shown["measures"] else HOLDS[:2]
        asked += ["resume"] if shown["settled"] else UNDER_WAY
    filled = filled or {}
    shown["forms"] = {
        action: filled.get(action) or ACTS[action].form(decision, auto_id=f"{action}_%s") for action in asked
    } | filled
    shown["filled"] = list(filled)
    return render(request, "outcomes/outcome.html", shown, status=400 if filled else 200)
