"""What the buttons of a live board and of a meeting's page do. Each checks its own rights.

A board action takes (person, board_id, post) and returns words for the person who pressed.
``post`` comes from outside: everything in it is checked.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.access import require
from community.core.errors import BadInput, NotAllowed
from community.core.numbers import key_in
from community.meetings import services
from community.meetings.forms import ActionItemForm, AgendaItemForm
from community.meetings.models import ActionItem, AgendaItem, Attendance, Meeting
from community.meetings.rules import may_finish, may_follow, may_run
from community.meetings.selectors import belongs
from community.meetings.words import got_childcare, got_it
from community.people.models import Person

Post = Mapping[str, Any]


def _of_board(person: Person, board_id: int) -> Meeting:
    meeting = (
        Meeting.objects.of(person.community)
        .filter(board_id=board_id)
        .select_related("group__community")
        .first()
    )
    if meeting is None:
        raise BadInput(_("There is no such meeting here."), status=404)
    return meeting


def _row(rows: Any, post: Post, name: str) -> Any:
    """The row of ``rows`` whose id the button sent as ``name``."""
    found = rows.filter(pk=key_in(post.get(name))).first()
    if found is None:
        raise BadInput(_("That is not here any more. Load the page again."))
    return found


def check_in(person: Person, board_id: int, post: Post) -> str:
    """ "I am here", on one's own phone."""
    meeting = _of_board(person, board_id)
    if Attendance.objects.filter(meeting=meeting, person=person).exists():
        return _("You are already checked in.")
    if not may_follow(person, meeting, on_roster=belongs(meeting, person)):
        raise NotAllowed(_("You are not on the list for this meeting. Ask a coordinator."))
    services.check_in(meeting, person, channel=Attendance.Channel.PHONE)
    return _("Welcome. You are checked in.")


def tap(person: Person, board_id: int, post: Post) -> str:
    """The facilitator's tap on the name of somebody who has come."""
    meeting = _of_board(person, board_id)
    require(may_run(person, meeting))
    arrived = _row(Person.objects.of(person.community), post, "person")
    if Attendance.objects.filter(meeting=meeting, person=arrived).exists():
        return _("%(name)s is already checked in.") % {"name": arrived.display_name}
    services.check_in(meeting, arrived, channel=Attendance.Channel.FACILITATOR, by=person)
    return _("%(name)s is checked in.") % {"name": arrived.display_name}


def untap(person: Person, board_id: int, post: Post) -> str:
    """The facilitator tapped the wrong name."""
    meeting = _of_board(person, board_id)
    require(may_run(person, meeting))
    absent = _row(Person.objects.of(person.community), post, "person")
    services.take_back_check_in(meeting, absent, by=person)
    return _("%(name)s is not checked in any more.") % {"name": absent.display_name}


def running(change: Callable[[Person, Meeting, Post], str]) -> Callable[[Person, int, Post], str]:
    """An action for those who run the meeting, as a board action."""

    def act(person: Person, board_id: int, post: Post) -> str:
        meeting = _of_board(person, board_id)
        require(may_run(person, meeting))
        return change(person, meeting, post)

    act.__doc__ = change.__doc__
    return act


def open_meeting(person: Person, meeting: Meeting, post: Post) -> str:
    """Open the doors."""
    services.open_meeting(meeting, by=person)
    return _("The meeting is open. People can check in now.")


def next_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Go on to the next item."""
    item = services.next_item(meeting, seen=key_in(post.get("seen")) or None, by=person)
    return _("Now: %(title)s") % {"title": item.title} if item else _("That was the last item.")


def show_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Jump to an item."""
    item = _row(AgendaItem.objects.filter(meeting=meeting), post, "item")
    services.show_item(meeting, item, by=person)
    return _("Now: %(title)s") % {"title": item.title}


def defer_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Leave an item for another meeting."""
    item = _row(AgendaItem.objects.filter(meeting=meeting), post, "item")
    services.defer_item(item, by=person)
    return _("Left for another meeting: %(title)s") % {"title": item.title}


def close_meeting(person: Person, meeting: Meeting, post: Post) -> str:
    """End the meeting."""
    services.close_meeting(meeting, by=person)
    deferred = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.DEFERRED).count()
    if not deferred:
        return _("The meeting is closed.")
    return ngettext(
        "The meeting is closed. %(number)s item waits for another meeting.",
        "The meeting is closed. %(number)s items wait for another meeting.",
        deferred,
    ) % {"number": deferred}


def add_action(person: Person, meeting: Meeting, post: Post) -> str:
    """Write down what somebody will do."""
    form = ActionItemForm(post, meeting=meeting)
    if not form.is_valid():
        raise BadInput(form.first_error())
    item = services.add_action_item(
        meeting,
        title=form.cleaned_data["title"],
        due_on=form.cleaned_data["due_on"],
        by=person,
        **form.holder(),
    )
    return _("Written down: %(title)s") % {"title": item.title}


def finish_action(person: Person, board_id: int, post: Post) -> str:
    """Say that an action item is done."""
    meeting = _of_board(person, board_id)
    return finish(person, _row(ActionItem.objects.filter(group=meeting.group), post, "action_item"))


def finish(person: Person, item: ActionItem) -> str:
    """The same, for an item found some other way."""
    require(may_finish(person, item))
    services.finish_action_item(item, by=person)
    return _("Done: %(title)s") % {"title": item.title}


def invite(person: Person, meeting: Meeting, post: Post) -> str:
    """Text everyone on the roster who has not been asked."""
    new = services.invite(meeting, by=person)
    if not new:
        return _("Everyone on the list is invited already.")
    return ngettext("%(number)s person is invited.", "%(number)s people are invited.", len(new)) % {
        "number": len(new)
    }


def remind(person: Person, meeting: Meeting, post: Post) -> str:
    """Text those who have not answered."""
    asked = services.remind(meeting, by=person)
    if not asked:
        return _("Everyone has answered.")
    return ngettext("%(number)s person is asked again.", "%(number)s people are asked again.", len(asked)) % {
        "number": len(asked)
    }


def add_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Add an item to the agenda."""
    form = AgendaItemForm(post)
    if not form.is_valid():
        raise BadInput(form.first_error())
    item = services.add_agenda_item(meeting, by=person, **form.cleaned_data)
    return _("On the agenda: %(title)s") % {"title": item.title}


def move_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Move an item one place up or down."""
    item = _row(AgendaItem.objects.filter(meeting=meeting), post, "item")
    services.move_agenda_item(item, up=post.get("way") == "up", by=person)
    return _("The agenda is in its new order.")


def answer(person: Person, meeting: Meeting, post: Post) -> str:
    """The answer of ``person`` to their own invitation, on a page."""
    invitation = meeting.invitations.filter(person=person).first()
    if invitation is None:
        raise NotAllowed(_("You are not on the list for this meeting. Ask a coordinator."))
    if "childcare" in post:
        return got_childcare(services.answer_childcare(invitation, post["childcare"] == "yes", channel="web"))
    return got_it(services.answer_invitation(invitation, str(post.get("answer", "")), channel="web"))


# On the page of a meeting, for those who run meetings.
PLANNING = {
    "invite": invite,
    "remind": remind,
    "add_item": add_item,
    "move_item": move_item,
    "open_meeting": open_meeting,
    "add_action": add_action,
}
# On the live board.
BOARD = {
    "check_in": check_in,
    "tap": tap,
    "untap": untap,
    "finish_action": finish_action,
    "open_meeting": running(open_meeting),
    "next_item": running(next_item),
    "show_item": running(show_item),
    "defer_item": running(defer_item),
    "add_action": running(add_action),
    "close_meeting": running(close_meeting),
}
