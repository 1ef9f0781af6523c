"""Checking in on the board."""

from django.utils.translation import gettext as _

from community.core.access import require
from community.core.errors import NotAllowed
from community.meetings import services
from community.meetings.actions.finding import Post, of_board, row_in
from community.meetings.models import Attendance
from community.meetings.rules import may_run
from community.meetings.selectors import standing_of
from community.people.models import Person


def check_in(person: Person, board_id: int, post: Post) -> str:
    """ "I am here", on one's own phone."""
    meeting = of_board(person, board_id)
    if Attendance.objects.filter(meeting=meeting, person=person).exists():
        return _("You are already checked in.")
    if standing_of(meeting, person) is None:
        raise NotAllowed(_("You are not on the list for this meeting. Ask a coordinator."))
    services.check_in(meeting, person, channel=Attendance.Channel.PHONE)
    return _("Welcome. You are checked in.")


def tap(person: Person, board_id: int, post: Post) -> str:
    """The facilitator's tap on the name of somebody who has come."""
    meeting = of_board(person, board_id)
    require(may_run(person, meeting))
    arrived = row_in(Person.objects.of(person.community), post, "person")
    if Attendance.objects.filter(meeting=meeting, person=arrived).exists():
        return _("%(name)s is already checked in.") % {"name": arrived.display_name}
    services.check_in(meeting, arrived, channel=Attendance.Channel.FACILITATOR, by=person)
    return _("%(name)s is checked in.") % {"name": arrived.display_name}


def untap(person: Person, board_id: int, post: Post) -> str:
    """The facilitator tapped the wrong name."""
    meeting = of_board(person, board_id)
    require(may_run(person, meeting))
    absent = row_in(Person.objects.of(person.community), post, "person")
    services.take_back_check_in(meeting, absent, by=person)
    return _("%(name)s is not checked in any more.") % {"name": absent.display_name}


BOARD = {"check_in": check_in, "tap": tap, "untap": untap}
