"""Whom a meeting waits for: an answer somebody told the staff, and the sheet for the evening."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from community.core.access import door
from community.core.errors import tell
from community.meetings.actions import answer_for
from community.meetings.forms import needs_form
from community.meetings.models import Invitation, Meeting
from community.meetings.rules import runs_meetings
from community.meetings.selectors import orders_of, replies_to


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def meeting_invitation(request: Any, pk: int, invitation: int) -> HttpResponse:
    """The answer of one of the invited, for whoever takes it down."""
    rows = Invitation.objects.of(request.community).select_related("meeting__group__community", "person")
    found = get_object_or_404(rows.prefetch_related("accommodations"), pk=invitation, meeting=pk)
    if request.method == "POST":
        tell(request, answer_for(request.person, found, request.POST))
        return redirect("meeting_invitation", pk=pk, invitation=found.pk)
    shown = {"invitation": found, "meeting": found.meeting, "needs": needs_form(found)}
    return render(request, "meetings/answer_for.html", shown)


@door(runs_meetings, second_factor=True)
def meeting_orders(request: Any, pk: int) -> HttpResponse:
    """What the evening needs, to print."""
    rows = Meeting.objects.of(request.community).select_related("group__community")
    found = get_object_or_404(rows, pk=pk)
    replies = replies_to(found)
    shown = {"meeting": found, "replies": replies, "orders": orders_of(found, replies.yes)}
    return render(request, "meetings/orders.html", shown)
