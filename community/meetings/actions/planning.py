"""The buttons on the page of a meeting before the evening: invite, remind, its agenda, one's answer."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.errors import NotAllowed
from community.meetings import services
from community.meetings.actions.agenda import AGENDA
from community.meetings.actions.driving import open_meeting
from community.meetings.actions.finding import Post
from community.meetings.actions.guests import GUESTS
from community.meetings.actions.steps import add_action
from community.meetings.models import Meeting
from community.meetings.words import got_childcare, got_it
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


def answer(person: Person, meeting: Meeting, post: Post) -> str:
    """The answer of ``person`` to their own invitation, on a page."""
    invitation = meeting.invitations.filter(person=person).first()
    if invitation is None:
        raise NotAllowed(_("You are not on the list for this meeting. Ask a coordinator."))
    if "childcare" in post:
        return got_childcare(services.answer_childcare(invitation, post["childcare"] == "yes", channel="web"))
    return got_it(services.answer_invitation(invitation, str(post.get("answer", "")), channel="web"))


# For those who run meetings.
PLANNING = {
    "invite": invite,
    "remind": remind,
    **AGENDA,
    **GUESTS,
    "open_meeting": open_meeting,
    "add_action": add_action,
}
