"""Writing a question down: it is looked at before it is fixed."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from advisory.decisions.ballot_forms import ballot_form, is_plain
from advisory.decisions.ballot_words import promise_words
from advisory.decisions.forms import DraftForm
from advisory.decisions.models import Option
from advisory.decisions.services import draft_decision
from advisory.decisions.words import rule_words
from community.core.access import door
from community.core.errors import Refused
from community.core.numbers import key_in
from community.meetings.models import Meeting
from community.people.models import Person
from community.people.rules import runs_meetings


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def decision_new(request: Any) -> HttpResponse:
    """Write a question down; ``?meeting=`` fills in a meeting and its group. The button "look" shows the
    ballot first and keeps nothing."""
    form, preview = DraftForm(request.POST or None, person=request.person, initial=asked_for(request)), ""
    if request.method == "POST" and form.is_valid():
        draft = {"group": form.cleaned_data["group"], "by": request.person, **form.draft()}
        try:
            if not request.POST.get("look"):
                return redirect("decision", draft_decision(**draft).pk)
            preview = look_at(draft, request.person)
        except Refused as refusal:
            form.add_error(None, refusal.message)
    shown = {"form": form, "preview": preview}
    return render(request, "decisions/new.html", shown, status=400 if form.errors else 200)


def look_at(draft: dict[str, Any], person: Person) -> str:
    """The ballot as voters would see it. It is written down by the same service and taken back, so what is
    refused is refused here too."""
    with transaction.atomic():
        decision = draft_decision(**draft)
        choices = list(decision.choices.all())
        transaction.set_rollback(True)
    form = ballot_form(decision, choices=choices, prefix="preview")
    for field in form.fields.values():
        field.disabled = True
    shown = {
        "decision": decision,
        "rule": rule_words(decision),
        "promise": promise_words() if decision.is_secret else "",
        "is_plain": is_plain(decision),
        "options": Option.choices,
        "ballot_form": form,
    }
    return render_to_string("decisions/preview.html", shown)


def asked_for(request: Any) -> dict[str, Any]:
    """What the form begins with."""
    wanted = key_in(request.GET.get("meeting"))
    meeting = Meeting.objects.of(request.community).filter(pk=wanted).first()
    return {"meeting": meeting, "group": meeting.group_id} if meeting else {}
