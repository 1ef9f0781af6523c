"""What comes back by text: an answer to an invitation, the door code, an item for the agenda."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.words import to_change
from community.meetings.models import ActionItem, Attendance, Invitation, Meeting
from community.meetings.selectors import next_meeting_of, seated_at_some, standing_of
from community.meetings.services import (
    answer_invitation,
    ask_next,
    check_in,
    finish_action_item,
    propose_item,
    said_title,
    say_of_action_item,
)
from community.meetings.services.reminding import owners_of
from community.meetings.words import (
    arrival_words,
    got_it,
    invitation_line,
    name_of,
    proposal_heard,
    step_line,
)
from community.messaging.rules import digits_in, first_word
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
        attendance = check_in(meeting, person, channel=Attendance.Channel.TEXT)
    except Refused as refusal:
        return str(refusal)
    return _("Welcome, %(name)s. You are checked in: %(meeting)s. %(arrival)s.") % {
        "name": person.first_name,
        "meeting": name_of(meeting),
        "arrival": capfirst(arrival_words(attendance, meeting)),
    }


# The word before what a member wants to talk about, in each language.
AGENDA_WORDS = frozenset({"agenda", "ajanda"})


def read_proposal(
    community: Community, phone: str, persons: list[Person], body: str, message: Any
) -> str | None:
    """ "AGENDA Saturday hours at the library": an item for the next meeting of the sender's group.

    A question ("agenda for tonight?") is left for a person, and so is a phone that nobody here has.
    """
    word, rest = first_word(body)
    if word not in AGENDA_WORDS or not persons or body.strip().endswith("?"):
        return None
    if not rest.strip():
        return _("What do you want to talk about? Text AGENDA and then your words.")
    seated = seated_at_some(persons)
    person = speaker_of(message, among=seated or persons)
    if person not in seated:
        return _("Only members of a group propose items for its meetings. Ask a coordinator.")
    meeting = next_meeting_of(person)
    if meeting is None:
        return _("No meeting of your group is planned yet. Text again when you are invited to one.")
    item = propose_item(meeting, title=rest, by=person, channel="text")
    return proposal_heard(item, said_title(item))


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
