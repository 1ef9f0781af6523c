"""How a group meets: its charter's rules, and how many came over time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.core.access import door
from community.core.errors import BadInput, tell
from community.meetings.forms import CharterForm
from community.meetings.pictures import picture_of_history
from community.meetings.rules import reads_meetings
from community.meetings.selectors import history_of
from community.meetings.services import set_charter
from community.people.models import Group
from community.people.rules import is_coordinator


def _find(request: Any, pk: int) -> Group:
    return get_object_or_404(Group.objects.of(request.community).select_related("community"), pk=pk)


@door(reads_meetings)
def group(request: Any, pk: int) -> HttpResponse:
    """The rules of a group in words; a coordinator changes them here."""
    found = _find(request, pk)
    form = None
    if is_coordinator(request.person):
        form = CharterForm(initial={name: getattr(found, name) for name in CharterForm.base_fields})
    return render(request, "meetings/group.html", {"group": found, "form": form})


@door(is_coordinator, second_factor=True, methods=("POST",))
def group_charter(request: Any, pk: int) -> HttpResponse:
    """The rules of a group change."""
    found = _find(request, pk)
    form = CharterForm(request.POST)
    if not form.is_valid():
        raise BadInput(form.first_error())
    set_charter(found, by=request.person, **form.cleaned_data)
    tell(request, _("Written down. It holds for meetings that are planned from now on."))
    return redirect("group", pk=pk)


@door(reads_meetings)
def group_attendance(request: Any, pk: int) -> HttpResponse:
    """How many came to the meetings of a group, as a picture with its table."""
    found = _find(request, pk)
    shown = {"group": found, "picture": picture_of_history(history_of(found))}
    return render(request, "meetings/attendance.html", shown)
