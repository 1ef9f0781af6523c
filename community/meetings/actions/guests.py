"""Asking guests and candidates to a meeting, on its page."""

from django.utils.translation import gettext as _

from community.core.errors import BadInput
from community.meetings import services
from community.meetings.actions.finding import Post, row_in
from community.meetings.forms import GuestForm
from community.meetings.models import Meeting
from community.people.models import Person


def invite_guest(person: Person, meeting: Meeting, post: Post) -> str:
    """Ask somebody who has no seat."""
    form = GuestForm(post, meeting=meeting)
    if not form.is_valid():
        raise BadInput(form.first_error())
    invitation = services.invite_guest(meeting, by=person, **form.cleaned_data)
    return _("%(name)s is invited to this meeting.") % {"name": invitation.person.display_name}


def take_back_guest(person: Person, meeting: Meeting, post: Post) -> str:
    """Ask them no more."""
    invitation = row_in(meeting.invitations.select_related("person", "meeting"), post, "invitation")
    services.take_back_guest(invitation, by=person)
    return _("%(name)s is not invited any more.") % {"name": invitation.person.display_name}


GUESTS = {"invite_guest": invite_guest, "take_back_guest": take_back_guest}
