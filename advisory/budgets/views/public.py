"""Budget rounds for everybody: what was proposed, what it costs, what was chosen and why, what came of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from advisory.budgets.findings import counted, told
from advisory.budgets.models import Idea, Round
from advisory.budgets.pictures import bars
from advisory.budgets.selectors import left_cents, projects_of, published
from community.core.access import door
from community.core.numbers import key_in
from community.people.models import Community


@door(None)
def public_rounds(request: Any, slug: str) -> HttpResponse:
    """The rounds that a community has published."""
    community = get_object_or_404(Community, slug=slug)
    here = {"community": community, "rounds": published(community)}
    return render(request, "budgets/public_rounds.html", here)


def _find(slug: str, key: str) -> Round:
    """A published round by its group's code and number: “FAB-2”."""
    code, _dash, number = key.rpartition("-")
    rows = Round.objects.filter(published_at__isnull=False, group__community__slug=slug)
    rows = rows.select_related("group__community", "decision__result")
    return get_object_or_404(rows, group__code=code, number=key_in(number))


@door(None)
def public_round(request: Any, slug: str, key: str) -> HttpResponse:
    """One round: its money, its ideas, its projects, the vote."""
    found = _find(slug, key)
    community = found.group.community
    with timezone.override(community.zone):
        projects = projects_of(found, public=True).select_related("choice")
        lines = told(found, projects, request.LANGUAGE_CODE)
        here = {
            "community": community,
            "round": found,
            "lines": lines,
            "picture": bars(lines),
            "left": left_cents(found),
            "ideas": found.ideas.filter(state=Idea.State.SHOWN),
        }
        return render(request, "budgets/public_round.html", here)


@door(None)
def public_project(request: Any, slug: str, key: str, number: str) -> HttpResponse:
    """One project: cost, place, what was found out, the vote, and what came of it in counts."""
    found = _find(slug, key)
    community = found.group.community
    projects = projects_of(found, public=True).select_related("choice")
    project = get_object_or_404(projects, number=key_in(number))
    with timezone.override(community.zone):
        [line] = told(found, [project], request.LANGUAGE_CODE)
        here = {
            "community": community,
            "round": found,
            "line": line,
            "notes": project.notes.select_related("author"),
            "ideas": project.ideas.exclude(shown=""),
            "counted": counted(project),
        }
        return render(request, "budgets/public_project.html", here)
