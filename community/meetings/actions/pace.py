"""The clock of an item, and a moment to breathe."""

from django.utils.translation import gettext as _

from community.meetings import services
from community.meetings.actions.finding import Post, running
from community.meetings.models import Meeting
from community.people.models import Person


def turn_clock(person: Person, meeting: Meeting, post: Post) -> str:
    """Start or stop the clock of what is talked about."""
    runs = services.turn_clock(meeting, seen=str(post.get("seen", "")), by=person)
    return _("The clock runs.") if runs else _("The clock is stopped.")


def breathe(person: Person, meeting: Meeting, post: Post) -> str:
    """Breathe together, or go on."""
    on = post.get("breathe") == "on"
    services.breathe(meeting, on=on, by=person)
    return _("The big screen breathes.") if on else _("The big screen shows the agenda again.")


BOARD = {"turn_clock": running(turn_clock), "breathe": running(breathe)}
