"""What the link in an invitation opens: the question before the evening, the board during it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from community.live.services import once
from community.live.views import mine_response, snapshot_response
from community.meetings.actions import answer, propose
from community.meetings.forms import needs_form
from community.meetings.ics import answer_with
from community.meetings.models import Meeting
from community.meetings.panels import mine
from community.meetings.selectors import is_asked_again, outcome_of, shown_of, standing_of
from community.meetings.standing import COLLEAGUE, MEMBER
from community.meetings.views.answering import act_on_board, answered
from community.meetings.views.boards import what_is_shown
from community.meetings.views.writing import writing_forms
from community.meetings.wordings import all_offers
from community.people.models import Person


def follow_link(request: Any, link: Any, action: str = "") -> HttpResponse:
    """The page behind a link of purpose "meeting", and what is pressed there."""
    person: Person = link.person
    rows = Meeting.objects.of(person.community).select_related("group__community", "board__community")
    meeting = get_object_or_404(rows, pk=link.subject_id)
    if request.method == "POST":
        return _press(request, meeting, person, action)
    if action == "mine" and meeting.board is not None:
        return mine_response(request, meeting.board, person)
    if action == "snapshot" and meeting.board is not None:
        return snapshot_response(request, meeting.board, person)
    if action == "calendar" and meeting.starts_at is not None:
        return answer_with(meeting)
    if action:
        raise Http404
    return _show(request, meeting, person)


def _press(request: Any, meeting: Meeting, person: Person, action: str) -> HttpResponse:
    if action == "answer":
        said = once(person, request.POST.get("press"), lambda: answer(person, meeting, request.POST))
    elif action == "propose":
        said = once(person, request.POST.get("press"), lambda: propose(person, meeting, request.POST))
    elif meeting.board_id is not None:
        said = act_on_board(person, meeting.board_id, action, request.POST)
    else:
        raise Http404
    back = reverse("link", args=[request.resolver_match.kwargs["token"]])
    return answered(request, said, person=person, board_id=meeting.board_id, back=back)


def _show(request: Any, meeting: Meeting, person: Person) -> HttpResponse:
    here = {"person": person, "community": person.community, "meeting": meeting}
    if meeting.state == Meeting.State.OPEN:
        shown = what_is_shown(meeting, person, "")
        shown["socket"] = f"/ws/l/{request.resolver_match.kwargs['token']}/"
        shown["mine"] = mine(person, meeting.board_id or 0)
        shown |= writing_forms(request, meeting, person, console=False)
        return render(request, "meetings/board.html", {**shown, **here})
    invitation = meeting.invitations.filter(person=person).first()
    if meeting.state == Meeting.State.PLANNED:
        standing = standing_of(meeting, person)
        agenda = shown_of(meeting, sees_all=standing in (COLLEAGUE, MEMBER))
        asked = {
            "invitation": invitation,
            "asked_again": invitation is not None and is_asked_again(invitation),
            "needs": needs_form(invitation) if invitation is not None else None,
            "offers": all_offers(meeting),
            "agenda": agenda,
            "proposes": standing == MEMBER,
        }
        return render(request, "meetings/invitation.html", {**here, **asked})
    if meeting.state == Meeting.State.SKIPPED:
        return render(request, "meetings/skipped.html", here)
    left = mine(person, meeting.board_id) if meeting.board_id is not None else ""
    return render(request, "meetings/over.html", {**here, **outcome_of(meeting, person), "mine": left})
