"""Working on ideas, projects and what is counted of them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisory.budgets import services
from advisory.budgets.findings import counted, told
from advisory.budgets.forms import (
    MeasureForm,
    MergeForm,
    NoteForm,
    ProjectForm,
    ReadingForm,
    WhyForm,
    WordsForm,
)
from advisory.budgets.models import Idea, Project, ProjectMeasure, Round
from advisory.budgets.views.rounds import find, sent
from community.core.access import door
from community.core.errors import Refused, tell
from community.people.rules import runs_meetings

WHOLE = "round__group__community"


@door(runs_meetings, second_factor=True, methods=("POST",))
def idea_do(request: Any, pk: int, action: str) -> HttpResponse:
    """One verb of an idea."""
    rows = Idea.objects.of(request.community).select_related(WHOLE, "proposer__community")
    idea, by = get_object_or_404(rows, pk=pk), request.person
    if action == "show":
        services.show_idea(idea, by=by, **sent(WordsForm(request.POST, idea=idea)))
    elif action == "merge":
        services.merge_idea(idea, by=by, **sent(MergeForm(request.POST, idea=idea)))
    elif action == "turn_down":
        services.turn_down_idea(idea, by=by, **sent(WhyForm(request.POST)))
        tell(request, _("Whoever proposed it gets the reason by text."))
    else:
        raise Http404
    return redirect("round", idea.round_id)


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def project_new(request: Any, pk: int) -> HttpResponse:
    """Write a project."""
    return _write(request, find(request, pk), None)


def _project(request: Any, pk: int) -> Project:
    rows = Project.objects.of(request.community).prefetch_related("texts")
    return get_object_or_404(rows.select_related(WHOLE, "round__decision__result", "choice"), pk=pk)


def _write(request: Any, found: Round, project: Project | None) -> HttpResponse:
    form = ProjectForm(request.POST or None, found=found, project=project)
    if request.method == "POST" and form.is_valid():
        try:
            written = services.write_project(found, by=request.person, project=project, **form.facts())
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("The project is kept."))
            return redirect("project", written.pk)
    if project is not None:
        return _page(request, project, form)
    here = {"form": form, "heading": _("Write a project"), "press": _("Keep the project")}
    return render(request, "budgets/form.html", here, status=400 if form.errors else 200)


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def project(request: Any, pk: int) -> HttpResponse:
    """A project as its staff sees it, and the form that changes it while it is looked at."""
    found = _project(request, pk)
    return _write(request, found.round, found)


def _page(request: Any, found: Project, form: ProjectForm) -> HttpResponse:
    [line] = told(found.round, [found], request.LANGUAGE_CODE)
    here = {
        "form": form,
        "line": line,
        "round": found.round,
        "notes": found.notes.select_related("author"),
        "ideas": found.ideas.all(),
        "counted": [(row, ReadingForm(measure=row.measure)) for row in counted(found)],
        "note_form": NoteForm(),
        "why_form": WhyForm(),
        "measure_form": MeasureForm(),
    }
    return render(request, "budgets/project.html", here, status=400 if form.errors else 200)


@door(runs_meetings, second_factor=True, methods=("POST",))
def project_do(request: Any, pk: int, action: str) -> HttpResponse:
    """One verb of a project."""
    found, by = _project(request, pk), request.person
    if action == "note":
        services.add_note(found, by=by, **sent(NoteForm(request.POST)))
    elif action == "find_feasible":
        services.find_feasible(found, by=by)
    elif action == "find_not_feasible":
        services.find_not_feasible(found, by=by, **sent(WhyForm(request.POST)))
        tell(request, _("Whoever proposed it gets the reason by text."))
    elif action == "look_again":
        services.look_again(found, by=by, **sent(WhyForm(request.POST)))
    elif action == "measure":
        services.add_measure(found, by=by, **sent(MeasureForm(request.POST)))
    elif action == "deliver":
        services.deliver(found, by=by)
    else:
        raise Http404
    return redirect("project", pk)


@door(runs_meetings, second_factor=True, methods=("POST",))
def measure_count(request: Any, pk: int) -> HttpResponse:
    """Write down a count, or that nobody counted."""
    rows = ProjectMeasure.objects.of(request.community).select_related(f"project__{WHOLE}")
    measure = get_object_or_404(rows, pk=pk)
    services.record_reading(measure, by=request.person, **sent(ReadingForm(request.POST, measure=measure)))
    tell(request, _("The count is kept."))
    return redirect("project", measure.project_id)
