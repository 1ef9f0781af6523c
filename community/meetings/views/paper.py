"""Paper at the door: the sheet to print before, and its names to type after."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.access import door
from community.core.errors import BadInput, tell
from community.core.numbers import key_in
from community.meetings.forms import PaperForm
from community.meetings.models import Meeting
from community.meetings.rules import runs_meetings
from community.meetings.selectors import arrivals_of, on_paper
from community.meetings.services import add_from_paper, take_back_attendance
from community.meetings.words import arrival_words
from community.people.models import Person
from community.people.rules import is_coordinator

# Lines of the sheet for those whom nobody expected.
SPARE_LINES = 6


def _find(request: Any, pk: int) -> Meeting:
    rows = Meeting.objects.of(request.community).filter(source="")
    return get_object_or_404(rows.select_related("group__community"), pk=pk)


@door(runs_meetings, second_factor=True)
def meeting_sheet(request: Any, pk: int) -> HttpResponse:
    """One page to print: a line for everyone who is expected, and some for others."""
    meeting = _find(request, pk)
    people = [*on_paper(meeting), *(arrival.attendance.person for arrival in arrivals_of(meeting))]
    people.sort(key=lambda person: (person.display_name, person.pk))
    return render(
        request, "meetings/sheet.html", {"meeting": meeting, "people": people, "spare": range(SPARE_LINES)}
    )


@door(is_coordinator, second_factor=True, methods=("GET", "HEAD", "POST"))
def meeting_paper(request: Any, pk: int) -> HttpResponse:
    """Who signed on paper is added, and who was not there is taken back."""
    meeting = _find(request, pk)
    form = PaperForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        arrivals = form.arrivals()
        if not arrivals:
            raise BadInput(_("Tick who signed the list first."))
        said = add_from_paper(meeting, arrivals, by=request.person, why=form.cleaned_data["why"])
        words = ngettext(
            "%(number)s person is on the list now.", "%(number)s people are on the list now.", len(arrivals)
        )
        return _done(request, pk, words % {"number": len(arrivals)}, said)
    shown = {
        "meeting": meeting,
        "form": form,
        "arrivals": [
            (arrival.attendance, arrival_words(arrival.attendance, meeting))
            for arrival in arrivals_of(meeting)
        ],
    }
    return render(request, "meetings/paper.html", shown, status=400 if form.errors else 200)


@door(is_coordinator, second_factor=True, methods=("POST",))
def meeting_not_there(request: Any, pk: int) -> HttpResponse:
    """Somebody on the list was not there."""
    meeting = _find(request, pk)
    people = Person.objects.of(request.community).filter(attendance__meeting=meeting)
    person = people.filter(pk=key_in(request.POST.get("person"))).first()
    if person is None:
        raise BadInput(_("That is not here any more. Load the page again."))
    said = take_back_attendance(meeting, person, by=request.person, why=request.POST.get("why", ""))
    return _done(request, pk, _("%(name)s is not checked in any more.") % {"name": person.display_name}, said)


def _done(request: Any, pk: int, words: str, said: list[str]) -> HttpResponse:
    tell(request, words)
    for sentence in said:
        messages.warning(request, sentence)
    return redirect("meeting_paper", pk=pk)
