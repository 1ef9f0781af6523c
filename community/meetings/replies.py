"""What comes back by text: an answer to an invitation, or the door code."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.words import to_change
from community.meetings.models import Attendance, Invitation, Meeting
from community.meetings.selectors import standing_of
from community.meetings.services import answer_invitation, ask_next, check_in
from community.meetings.words import got_it, invitation_line, name_of
from community.messaging.rules import digits_in
from community.messaging.services import speaker_of
from community.people.models import Community, Person


def _invitation(expectation: Any) -> Invitation:
    return Invitation.objects.select_related("meeting__group__community", "person").get(
        pk=expectation.subject_id, person=expectation.person
    )


def _other_digit(expectation: Any, value: str) -> int:
    """The digit that would change an answer of ``value`` to the other one."""
    return next(choice.number for choice in expectation.choices.all() if choice.value != value)


def answer_rsvp(expectation: Any, value: str, message: Any) -> str:
    """ "1" or "2" to an invitation. Those who come are then asked what they need, as far as it is offered."""
    invitation = answer_invitation(_invitation(expectation), value, channel="text")
    change = to_change(_other_digit(expectation, value), in_call=message.is_call)
    asked = ask_next(invitation, after=None, in_call=message.is_call)
    return " ".join(part for part in (got_it(invitation), change, asked) if part)


def line_of_rsvp(expectation: Any, numbers: Mapping[str, int]) -> str:
    """The invitation in a few words."""
    return invitation_line(_invitation(expectation).meeting, numbers)


def read_door_code(
    community: Community, phone: str, persons: list[Person], body: str, message: Any
) -> str | None:
    """Four digits that open a meeting of ``community`` check the sender in. None when they open nothing.

    The code is shown in the room, so whoever sends it is there; whoever has it before the opening is
    told to try again. Where several members share the phone, they say who is there.
    """
    code = digits_in(body)
    if len(code) != 4:
        return None
    meeting = (
        Meeting.objects.of(community)
        .filter(state__in=[Meeting.State.PLANNED, Meeting.State.OPEN], door_code=code)
        .select_related("group__community")
        .first()
    )
    if meeting is None:
        return None
    if not persons:
        return _("We do not know this phone yet. Please tell the facilitator at the door.")
    expected = [person for person in persons if standing_of(meeting, person)]
    person = speaker_of(message, among=expected or persons)
    try:
        check_in(meeting, person, channel=Attendance.Channel.TEXT)
    except Refused as refusal:
        return str(refusal)
    return _("Welcome, %(name)s. You are checked in: %(meeting)s.") % {
        "name": person.first_name,
        "meeting": name_of(meeting),
    }
