"""What the picture on the screen in the room opens: one press, and whoever is signed in is here."""

from typing import Any

from allauth.core.internal import ratelimit
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from community.core.access import door
from community.core.errors import NotAllowed, Refused, tell
from community.meetings.models import Attendance, Meeting
from community.meetings.selectors import standing_of
from community.meetings.services import check_in
from community.meetings.words import arrival_words
from community.people.rules import is_known
from community.people.views.links import discreet


def _behind(request: Any, key: str) -> Meeting:
    """The meeting whose screen shows ``key``. A wrong key is a 404, and many of them are a 429; the right
    one always opens, because a whole room comes from one address."""
    meeting = Meeting.objects.select_related("group__community").filter(door_key=key).first()
    if meeting is None:
        # ACCOUNT_RATE_LIMITS; a guess is a look, which the public function does not count.
        if not ratelimit.consume(request, app="allauth.account", action="door", limit_get=True):
            raise Refused(_("Too many tries. Wait a few minutes, then try again."), status=429)
        raise Http404
    return meeting


@discreet
@door(None)
def meeting_door(request: Any, key: str) -> HttpResponse:
    """The button for whoever is signed in; a stranger reads how else to check in."""
    meeting = _behind(request, key)
    community = meeting.group.community
    person = request.person if request.community == community else None
    with timezone.override(community.zone):
        attendance = Attendance.objects.filter(meeting=meeting, person=person).first() if person else None
        shown = {
            "community": community,
            "meeting": meeting,
            "who": person,
            "expected": person is not None and standing_of(meeting, person) is not None,
            "attendance": attendance,
            "arrival": arrival_words(attendance, meeting) if attendance else "",
            "sign_in": f"{reverse('account_request_login_code')}?{urlencode({'next': request.path})}",
        }
        return render(request, "meetings/door.html", shown)


@discreet
@door(is_known, methods=("POST",))
def meeting_door_here(request: Any, key: str) -> HttpResponse:
    """ "I am here", on the page that the picture opens."""
    meeting = _behind(request, key)
    person = request.person
    if standing_of(meeting, person) is None:
        raise NotAllowed(_("You are not on the list for this meeting. Ask a coordinator."))
    if not Attendance.objects.filter(meeting=meeting, person=person).exists():
        check_in(meeting, person, channel=Attendance.Channel.SCREEN)
        tell(request, _("Welcome. You are checked in."))
    return redirect("meeting_door", key=key)
