"""Answers to an invitation on a page: one's own, and what somebody told the staff."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.errors import BadInput, NotAllowed
from community.meetings import services
from community.meetings.actions.finding import Post
from community.meetings.forms import NeedsForm
from community.meetings.models import Invitation, Meeting
from community.meetings.words import got_it
from community.people.models import Person


def answer(person: Person, meeting: Meeting, post: Post) -> str:
    """The answer of ``person`` to their own invitation."""
    invitation = meeting.invitations.filter(person=person).first()
    if invitation is None:
        raise NotAllowed(_("You are not on the list for this meeting. Ask a coordinator."))
    return keep(invitation, post, channel="web")


def answer_for(person: Person, invitation: Invitation, post: Post) -> str:
    """What somebody told ``person``, of the staff: on the phone, or at the door."""
    return keep(invitation, post, channel="staff", by=person)


def keep(invitation: Invitation, post: Post, *, channel: str, by: Person | None = None) -> str:
    """Keep yes or no, or with "needs" what is needed."""
    if "needs" not in post:
        said = str(post.get("answer", ""))
        return got_it(services.answer_invitation(invitation, said, channel=channel, by=by))
    form = NeedsForm(post, meeting=invitation.meeting)
    if not form.is_valid():
        raise BadInput(form.first_error())
    services.answer_needs(invitation, form.needs(), channel=channel, by=by)
    return _("Written down. You can change it here.")


def text_again(person: Person, meeting: Meeting, post: Post) -> str:
    """Text those again whom the text did not reach."""
    resent = services.text_again(meeting, by=person)
    if not resent.sent:
        return _(
            "No text goes again: those phones said STOP, or the text is of no use any more. Please call."
        )
    return ngettext("%(number)s text goes out again.", "%(number)s texts go out again.", resent.sent) % {
        "number": resent.sent
    }


PLANNING = {"text_again": text_again}
