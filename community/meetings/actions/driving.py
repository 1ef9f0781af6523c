"""Driving the evening from the console."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.errors import Refused
from community.core.numbers import key_in
from community.meetings import services
from community.meetings.actions.finding import Post, item_in, running
from community.meetings.models import AgendaItem, Meeting
from community.people.models import Person


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
    item = item_in(meeting, post)
    services.show_item(meeting, item, by=person)
    return _("Now: %(title)s") % {"title": item.title}


def defer_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Leave an item for another meeting."""
    item = item_in(meeting, post)
    services.defer_item(item, by=person)
    return _("Left for another meeting: %(title)s") % {"title": item.title}


def close_meeting(person: Person, meeting: Meeting, post: Post) -> str:
    """End the meeting. There is no way back, so the button comes with a second look."""
    if post.get("sure") != "yes":
        raise Refused(_("A closed meeting can't be opened again. Press “Yes, close it now” if it is over."))
    services.close_meeting(meeting, by=person)
    deferred = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.DEFERRED).count()
    if not deferred:
        return _("The meeting is closed.")
    return ngettext(
        "The meeting is closed. %(number)s item waits for another meeting.",
        "The meeting is closed. %(number)s items wait for another meeting.",
        deferred,
    ) % {"number": deferred}


BOARD = {
    "open_meeting": running(open_meeting),
    "next_item": running(next_item),
    "show_item": running(show_item),
    "defer_item": running(defer_item),
    "close_meeting": running(close_meeting),
}
