"""What comes back by text: an answer to an invitation, to child care, about a next step, or the door code."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.words import to_change
from community.meetings.models import ActionItem, Attendance, Invitation, Meeting
from community.meetings.selectors import standing_of
from community.meetings.services import (
    answer_childcare,
    answer_invitation,
    check_in,
    finish_action_item,
    say_of_action_item,
)
from community.meetings.services.inviting import CHILDCARE
from community.meetings.services.reminding import owners_of
from community.meetings.words import (
    childcare_line,
    got_childcare,
    got_it,
    invitation_line,
    name_of,
    step_line,
    yes_or_no,
)
from community.messaging.rules import digits_in
from community.messaging.services import open_question, speaker_of
from community.people.models import Community, Person


def _invitation(expectation: Any) -> Invitation:
    return Invitation.objects.select_related("meeting__group__community", "person").get(
        pk=expectation.subject_id, person=expectation.person
    )


def _other_digit(expectation: Any, value: str) -> int:
    """The digit that would change an answer of ``value`` to the other one."""
    return next(choice.number for choice in expectation.choices.all() if choice.value != value)


def answer_rsvp(expectation: Any, value: str, message: Any) -> str:
    """ "1" or "2" to an invitation. Those who come are asked about child care where it is offered; a call
    reads each question that is open in its turn, so there it is not part of the echo.
    """
    invitation = answer_invitation(_invitation(expectation), value, channel="text")
    change = to_change(_other_digit(expectation, value), in_call=message.is_call)
    echo = [got_it(invitation), change]
    meeting = invitation.meeting
    comes = invitation.answer == Invitation.Answer.YES and meeting.offers_childcare
    if comes and invitation.needs_childcare is None and meeting.ends_at is not None:
        numbers = open_question(
            invitation.person,
            handler=CHILDCARE,
            subject_id=invitation.pk,
            values=["yes", "no"],
            expires_at=meeting.ends_at,
        )
        if not message.is_call:
            echo.append(_("Need child care? %(digits)s") % {"digits": yes_or_no(numbers)})
    return " ".join(echo)


def line_of_rsvp(expectation: Any, numbers: Mapping[str, int]) -> str:
    """The invitation in a few words."""
    return invitation_line(_invitation(expectation).meeting, numbers)


def line_of_care(expectation: Any, numbers: Mapping[str, int]) -> str:
    """The question about child care in a few words."""
    return childcare_line(_invitation(expectation).meeting, numbers)


def answer_care(expectation: Any, value: str, message: Any) -> str:
    """ "3" or "4" to the question about child care."""
    invitation = answer_childcare(_invitation(expectation), value == "yes", channel="text")
    change = to_change(_other_digit(expectation, value), in_call=message.is_call)
    return f"{got_childcare(invitation)} {change}"


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


def _step(expectation: Any) -> ActionItem:
    rows = ActionItem.objects.of(expectation.person.community).select_related("group__community")
    return rows.get(pk=expectation.subject_id)


def answer_step(expectation: Any, value: str, message: Any) -> str:
    """What the owner of a next step says of it: done, needs time, needs help."""
    item = _step(expectation)
    if expectation.person not in owners_of(item):
        raise Refused(_("Somebody else does this now. Thank you for telling us."))
    if value == "done":
        finish_action_item(item, by=expectation.person)
        return _("Got it: DONE. Thank you.")
    say_of_action_item(item, value, by=expectation.person)
    if value == ActionItem.Said.HELP:
        return _("Got it: you need help. A person from the team will call or text you.")
    return _("Got it: you need more time. The team sees it.")


def line_of_step(expectation: Any, numbers: Mapping[str, int]) -> str:
    """The next step in a few words; nothing once it is done or has another owner."""
    item = _step(expectation)
    if item.done_at is not None or item.due_on is None or expectation.person not in owners_of(item):
        return ""
    return step_line(item, numbers)
