"""Votes that staff enter: paper and raised hands by name, and the box of a secret vote."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.decisions.ballot_forms import paper_form
from advisory.decisions.forms import BoxForm, EntryForm, PaperForm
from advisory.decisions.models import Decision
from advisory.decisions.selectors import over, papers_to_type
from advisory.decisions.services import cast_vote, put_in_box, type_paper
from advisory.decisions.views.finding import find
from community.core.access import door
from community.core.errors import Refused, tell
from community.people.rules import runs_meetings

# With fewer papers than this in the box, whoever types them may guess whose they are.
FEW = 5


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def decision_paper(request: Any, pk: int) -> HttpResponse:
    """Enter somebody's ballot as it is marked; of a secret vote only that it is in the box."""
    found = find(request, pk)
    sent = request.POST or None
    form = (BoxForm if found.is_secret else EntryForm)(sent, decision=found)
    marks = None if found.is_secret else paper_form(found, sent, prefix="paper")
    forms = [one for one in (form, marks) if one is not None]
    # Each form says its own mistakes, so all of them are asked.
    if request.method == "POST" and all([one.is_valid() for one in forms]):  # noqa: C419
        try:
            return _entered(request, found, form, marks)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    shown = {
        "decision": found,
        "form": form,
        "ballot_form": marks,
        "choices": list(found.choices.all()),
        "is_open": found.state == Decision.State.OPEN and not over().filter(pk=pk).exists(),
        "papers": papers_to_type(found),
    }
    return render(request, "decisions/paper.html", shown, status=400 if form.errors else 200)


def _entered(request: Any, found: Decision, form: Any, marks: Any) -> HttpResponse:
    voter, why = form.cleaned_data["voter"], form.cleaned_data["why"]
    if marks is None:
        put_in_box(found, voter=voter, by=request.person, why=why)
        words = _("It is noted that the paper of %(name)s is in the box.")
    else:
        channel = form.cleaned_data["channel"]
        cast_vote(found, voter=voter, entered_by=request.person, channel=channel, why=why, **marks.said())
        words = _("The ballot of %(name)s is in.")
    tell(request, words % {"name": voter.display_name})
    return redirect("decision_paper", found.pk)


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def decision_box(request: Any, pk: int) -> HttpResponse:
    """Type the papers of a secret vote's box, without names."""
    found = find(request, pk)
    sent = request.POST or None
    form, marks = PaperForm(sent), paper_form(found, sent, prefix="paper")
    if request.method == "POST" and all([form.is_valid(), marks.is_valid()]):
        try:
            left = type_paper(found, by=request.person, **marks.said())
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, left_words(left))
            return redirect("decision_box", pk)
    left = papers_to_type(found)
    shown = {
        "decision": found,
        "form": form,
        "ballot_form": marks,
        "choices": list(found.choices.all()),
        "left": left,
        "left_words": left_words(left),
        "is_open": found.state == Decision.State.OPEN,
        "few": FEW if 0 < left < FEW else 0,
    }
    return render(request, "decisions/box.html", shown, status=400 if form.errors or marks.errors else 200)


def left_words(left: int) -> str:
    """How many papers of the box are to be typed yet."""
    if not left:
        return _("Every paper in the box is typed.")
    return ngettext("%(count)d paper to type.", "%(count)d papers to type.", left) % {"count": left}
