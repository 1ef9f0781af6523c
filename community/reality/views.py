"""Pages of Reality Checks, for the staff: the questions, and paper."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from community.core.access import door
from community.core.errors import Refused, tell
from community.meetings.models import Meeting
from community.people.models import LANGUAGES, Group
from community.people.rules import is_coordinator, runs_meetings
from community.reality import services
from community.reality.actions import PAGE
from community.reality.forms import QuestionsForm, scores_in
from community.reality.models import RealityCheck
from community.reality.panels import sheet_rows
from community.reality.rules import SCALE
from community.reality.selectors import current_set, progress_of, questions_of
from community.reality.words import progress_words, promise_words


@door(is_coordinator, second_factor=True, methods=("GET", "HEAD", "POST"))
def questions(request: Any, pk: int) -> HttpResponse:
    """A group's own questions. Each change is a new version."""
    group = get_object_or_404(Group.objects.of(request.community), pk=pk)
    current = current_set(group)
    form = QuestionsForm(request.POST or None, current=current)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.write_questions(group, by=request.person, **form.plan())
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            tell(request, _("Kept as version %(number)d. The next check asks it.") % {"number": made.number})
            return redirect("reality_questions", pk=pk)
    shown = {"form": form, "group": group, "current": current}
    return render(request, "reality/questions.html", shown, status=400 if form.errors else 200)


@door(runs_meetings, second_factor=True, methods=("POST",))
def reality_do(request: Any, pk: int, action: str) -> HttpResponse:
    """A button of the check on the page of its meeting."""
    meeting = get_object_or_404(Meeting.objects.of(request.community).select_related("group"), pk=pk)
    if action not in PAGE:
        raise Http404
    tell(request, PAGE[action](request.person, meeting, request.POST))
    return redirect("meeting", pk=pk)


def _find(request: Any, pk: int) -> RealityCheck:
    rows = RealityCheck.objects.of(request.community)
    return get_object_or_404(rows.select_related("question_set", "meeting__group__community"), pk=pk)


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def paper(request: Any, pk: int) -> HttpResponse:
    """Type in one sheet after the other."""
    check = _find(request, pk)
    if request.method == "POST":
        number = services.add_paper_sheet(
            check, scores_in(request.POST), by=request.person, remark=request.POST.get("remark", "")
        )
        tell(request, _("Sheet %(number)d is counted. Type in the next one.") % {"number": number})
        return redirect(reverse("reality_paper", args=[pk]))
    shown = {
        "check": check,
        "rows": sheet_rows(questions_of(check), {}),
        "scale": SCALE,
        "progress": progress_words(*progress_of(check)),
        "next_number": check.paper_sheets + 1,
    }
    return render(request, "reality/paper.html", shown)


@door(runs_meetings, second_factor=True)
def printed(request: Any, pk: int, language: str) -> HttpResponse:
    """A sheet to print, in one language."""
    check = _find(request, pk)
    if language not in dict(LANGUAGES):
        raise Http404
    with translation.override(language):
        shown = {
            "check": check,
            "rows": sheet_rows(questions_of(check), {}),
            "scale": SCALE,
            "promise": promise_words(is_anonymous=check.question_set.is_anonymous),
        }
        response = render(request, "reality/sheet.html", shown)
    response.headers["Content-Language"] = language
    return response
