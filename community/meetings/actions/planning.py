"""The buttons on the page of a meeting before the evening: invite, remind, its agenda."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.meetings import services
from community.meetings.actions.agenda import AGENDA
from community.meetings.actions.driving import open_meeting
from community.meetings.actions.finding import Post
from community.meetings.actions.guests import GUESTS
from community.meetings.actions.steps import add_action
from community.meetings.models import Meeting
from community.people.models import Person


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


# For those who run meetings.
PLANNING = {
    "invite": invite,
    "remind": remind,
    **AGENDA,
    **GUESTS,
    "open_meeting": open_meeting,
    "add_action": add_action,
}
