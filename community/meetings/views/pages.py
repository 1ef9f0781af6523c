"""The list of meetings, one meeting, and planning a new one."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from community.core import registry
from community.core.access import door, require
from community.core.errors import Refused, tell
from community.core.numbers import key_in
from community.meetings.actions import PLANNING, answer, finish, propose
from community.meetings.forms import (
    ActionItemForm,
    AgendaItemForm,
    GuestForm,
    NoticeForm,
    PlanForm,
    needs_form,
    presenters,
)
from community.meetings.models import ActionItem, AgendaItem, Invitation, Meeting
from community.meetings.rules import may_finish, may_run, reads_meetings, runs_meetings
from community.meetings.selectors import (
    agenda_of,
    dropped_at,
    groups_that_meet,
    keeps_apart,
    length_of,
    listed,
    missed_by,
    notices_of,
    orders_of,
    promises_of,
    proposals_at,
    replies_to,
    shown_of,
    standing_of,
    with_turnout,
)
from community.meetings.services import plan_meeting
from community.meetings.standing import COLLEAGUE, MEMBER
from community.meetings.views.answering import answered
from community.meetings.views.coming import attendance_of
from community.meetings.wordings import all_offers
from community.people.rules import is_known


@door(reads_meetings)
def meetings(request: Any) -> HttpResponse:
    """Every meeting: those to come first, then the past, newest first."""
    groups = groups_that_meet(request.community)
    code = request.GET.get("group", "")
    group = next((group for group in groups if group.code == code), None)
    rows, today = listed(request.community, group), request.community.today()
    return render(
        request,
        "meetings/list.html",
        {
            "groups": groups,
            "chosen": group,
            "coming": sorted(
                (row for row in rows if _is_coming(row.meeting, today)),
                key=lambda row: (row.meeting.held_on or row.meeting.month, row.meeting.pk),
            ),
            "past": [row for row in rows if not _is_coming(row.meeting, today)],
            "runs": runs_meetings(request.person),
        },
    )


def _is_coming(meeting: Meeting, today: date) -> bool:
    """One that is not held stays in sight until its day is over."""
    if meeting.state == Meeting.State.SKIPPED:
        return (meeting.held_on or meeting.month) >= today
    return meeting.state != Meeting.State.CLOSED


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
    coming = found.state not in Meeting.OVER
    promises = promises_of(found)
    standing = standing_of(found, person)
    sees_all = runs or standing in (COLLEAGUE, MEMBER)
    own = found.invitations.filter(person=person).first() if coming else None
    shown = {
        "meeting": found,
        "runs": runs,
        "coming": coming,
        "agenda": shown_of(found, sees_all=sees_all),
        "proposes": coming and standing == MEMBER,
        "promises": [(item, item.done_at is None and may_finish(person, item)) for item in promises]
        if sees_all or not keeps_apart(found)
        else [],
        "offers": all_offers(found),
        "own_invitation": own,
        "needs": needs_form(own) if own is not None else None,
        "follows": found.board_id is not None and standing is not None,
        **attendance_of(found, person),
        "sections": [section(found, person) for section in registry.meeting_sections],
    }
    if runs:
        shown |= {"dropped": dropped_at(found)}
    if runs and coming:
        replies = replies_to(found)
        shown |= {
            "replies": replies,
            "orders": orders_of(found, replies.yes),
            "missed": missed_by(found, [*replies.waiting, *replies.yes, *replies.no]),
            **agenda_forms(found),
            **guest_forms(found),
        }
    if runs and found.state == Meeting.State.PLANNED:
        shown |= {"notices": notices_of(found), "notice_form": NoticeForm(auto_id="notice_%s")}
    if runs and not found.source:
        shown["action_form"] = ActionItemForm(meeting=found)
    return render(request, "meetings/meeting.html", shown)


def agenda_forms(found: Meeting) -> dict[str, Any]:
    """What those who prepare ``found`` work on its agenda with. The same number of queries for any agenda."""
    presenting = presenters(found)
    items = list(agenda_of(found))
    settled = (AgendaItem.State.DONE, AgendaItem.State.DEFERRED)
    return {
        "item_form": AgendaItemForm(auto_id="item_%s", presenting=presenting),
        "rows": [
            (item, None if item.state in settled else AgendaItemForm(presenting=presenting, item=item))
            for item in items
        ],
        "seen": ",".join(str(item.pk) for item in items),
        "drafts": found.state == Meeting.State.PLANNED
        and not any(item.state == AgendaItem.State.PLANNED for item in items),
        "proposals": proposals_at(found),
        "length": length_of(found),
    }


def guest_forms(found: Meeting) -> dict[str, Any]:
    """Who is asked without a seat, and asking somebody more; nobody is where only members come."""
    if found.members_only:
        return {}
    guests = found.invitations.exclude(standing=Invitation.Standing.MEMBER).select_related("person")
    return {
        "guests": guests.order_by("person__display_name", "pk"),
        "guest_form": GuestForm(meeting=found, auto_id="guest_%s"),
    }


@door(runs_meetings, second_factor=True, methods=("POST",))
def meeting_plan(request: Any, pk: int, action: str) -> HttpResponse:
    """A button of the plan was pressed: invite, remind, change the agenda, open, promise."""
    found = _find(request, pk)
    act = PLANNING.get(action)
    if act is None:
        raise Http404
    require(may_run(request.person, found))
    said = act(request.person, found, request.POST)
    back = reverse("meeting_console" if action == "open_meeting" else "meeting", args=[pk])
    if action == "move_item":
        back += f"#item-{key_in(request.POST.get('item'))}"
    return answered(request, said, person=request.person, board_id=None, back=back)


@door(is_known, methods=("POST",))
def meeting_propose(request: Any, pk: int) -> HttpResponse:
    """An item that a member wants on the agenda."""
    found = _find(request, pk)
    said = propose(request.person, found, request.POST)
    back = reverse("meeting", args=[pk])
    return answered(request, said, person=request.person, board_id=None, back=back)


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
