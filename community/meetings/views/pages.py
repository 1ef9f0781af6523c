"""The list of meetings, one meeting, and planning a new one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from community.core import registry
from community.core.access import door, require
from community.core.errors import Refused, tell
from community.meetings.actions import PLANNING, answer, finish
from community.meetings.forms import ActionItemForm, AgendaItemForm, PlanForm, needs_form
from community.meetings.models import ActionItem, Meeting
from community.meetings.rules import may_finish, may_run, reads_meetings, runs_meetings
from community.meetings.selectors import (
    agenda_of,
    groups_that_meet,
    listed,
    missed_by,
    orders_of,
    promises_of,
    replies_to,
    standing_of,
    turnout_of,
    with_turnout,
)
from community.meetings.services import plan_meeting
from community.meetings.views.answering import answered
from community.meetings.wordings import all_offers
from community.people.rules import is_known


@door(reads_meetings)
def meetings(request: Any) -> HttpResponse:
    """Every meeting: those to come first, then the past, newest first."""
    groups = groups_that_meet(request.community)
    code = request.GET.get("group", "")
    group = next((group for group in groups if group.code == code), None)
    rows = listed(request.community, group)
    return render(
        request,
        "meetings/list.html",
        {
            "groups": groups,
            "chosen": group,
            "coming": sorted(
                (row for row in rows if row.meeting.state != Meeting.State.CLOSED),
                key=lambda row: (row.meeting.month, row.meeting.pk),
            ),
            "past": [row for row in rows if row.meeting.state == Meeting.State.CLOSED],
            "runs": runs_meetings(request.person),
        },
    )


@door(runs_meetings, second_factor=True, methods=("GET", "HEAD", "POST"))
def meeting_new(request: Any) -> HttpResponse:
    """Plan a meeting."""
    form = PlanForm(request.POST or None, community=request.community)
    if request.method == "POST" and form.is_valid():
        try:
            planned = plan_meeting(**form.plan(), by=request.person)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("meeting", pk=planned.pk)
    status = 400 if form.errors else 200
    return render(request, "meetings/new.html", {"form": form}, status=status)


def _find(request: Any, pk: int) -> Meeting:
    rows = Meeting.objects.of(request.community).select_related("group__community", "current_item")
    return get_object_or_404(with_turnout(rows), pk=pk)


@door(reads_meetings)
def meeting(request: Any, pk: int) -> HttpResponse:
    """One meeting: its plan before, its record after."""
    found = _find(request, pk)
    person = request.person
    runs = may_run(person, found)
    coming = found.state != Meeting.State.CLOSED
    promises = promises_of(found)
    follows = found.board_id is not None and standing_of(found, person) is not None
    own = found.invitations.filter(person=person).first() if coming else None
    shown = {
        "meeting": found,
        "runs": runs,
        "coming": coming,
        "agenda": agenda_of(found),
        "turnout": turnout_of(found),
        "offers": all_offers(found),
        "promises": [(item, item.done_at is None and may_finish(person, item)) for item in promises],
        "own_invitation": own,
        "needs": needs_form(own) if own is not None else None,
        "follows": follows,
        "sections": [section(found, person) for section in registry.meeting_sections],
    }
    if runs and coming:
        replies = replies_to(found)
        shown |= {
            "replies": replies,
            "orders": orders_of(found, replies.yes),
            "missed": missed_by(found, [*replies.waiting, *replies.yes, *replies.no]),
            "item_form": AgendaItemForm(auto_id="item_%s"),
        }
    if runs and not found.source:
        shown["action_form"] = ActionItemForm(meeting=found)
    return render(request, "meetings/meeting.html", shown)


@door(runs_meetings, second_factor=True, methods=("POST",))
def meeting_plan(request: Any, pk: int, action: str) -> HttpResponse:
    """A button of the plan was pressed: invite, remind, change the agenda, open, promise."""
    found = _find(request, pk)
    act = PLANNING.get(action)
    if act is None:
        raise Http404
    require(may_run(request.person, found))
    tell(request, act(request.person, found, request.POST))
    return redirect("meeting_console" if action == "open_meeting" else "meeting", pk=pk)


@door(is_known, methods=("POST",))
def meeting_answer(request: Any, pk: int) -> HttpResponse:
    """Yes or no to one's own invitation, or what one needs."""
    found = _find(request, pk)
    said = answer(request.person, found, request.POST)
    return answered(
        request, said, person=request.person, board_id=found.board_id, back=reverse("meeting", args=[pk])
    )


@door(is_known, methods=("POST",))
def action_done(request: Any, pk: int) -> HttpResponse:
    """Somebody says that they have done what they promised."""
    rows = ActionItem.objects.of(request.community).select_related("group", "meeting")
    item = get_object_or_404(rows, pk=pk)
    said = finish(request.person, item)
    if item.meeting is None:
        tell(request, said)
        return redirect("meetings")
    return answered(
        request,
        said,
        person=request.person,
        board_id=None,
        back=reverse("meeting", args=[item.meeting.pk]),
    )
