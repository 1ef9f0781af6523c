"""Inviting people, and asking again."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import Refused
from community.meetings.models import Invitation, Meeting
from community.meetings.selectors import roster_of, texts_about, unanswered
from community.meetings.services.bell import ring_for
from community.meetings.words import invitation_words, reminder_words
from community.messaging.services import ask, resend_to_those_missed
from community.messaging.services.resending import Resent
from community.people.models import Person
from community.people.services import make_link

RSVP = "meetings.rsvp"

# A link outlives the evening by this much, so that what came of it can still be read.
LINK_OUTLIVES = timedelta(days=2)


def _lock_to_ask(meeting: Meeting) -> Meeting:
    """The meeting's row, locked and still to come.

    Once it is open, texted door codes wait for this row while they hold their thread; asking takes the
    two the other way round, so it is over by then.
    """
    locked = (
        Meeting.objects.select_for_update(of=("self",)).select_related("group__community").get(pk=meeting.pk)
    )
    if locked.state == Meeting.State.OPEN:
        raise Refused(_("The meeting is under way, so nobody is invited by text any more."))
    if locked.state == Meeting.State.CLOSED:
        raise Refused(_("This meeting is over. Nobody can be invited any more."))
    return locked


@transaction.atomic
def invite(meeting: Meeting, *, by: Person | None) -> list[Invitation]:
    """Invite everyone on the roster of the meeting's day, with one text each in their own language.

    Pressed again it invites only those who joined since. Returns the new invitations; people
    without a phone have one too, and hear of it some other way.
    """
    locked = _lock_to_ask(meeting)
    people = list(roster_of(locked) or ())
    if not people:
        raise Refused(
            _("Nobody has a seat in %(group)s on that day. Add members first.") % {"group": locked.group.name}
        )
    asked = set(Invitation.objects.filter(meeting=locked).values_list("person_id", flat=True))
    new = [
        Invitation.objects.create(meeting=locked, person=person)
        for person in people
        if person.pk not in asked
    ]
    for invitation in new:
        _text(locked, invitation, invitation_words, f"invitation:{locked.pk}:{invitation.person_id}")
    if new:
        audit.record(locked, "invite", by=by)
        ring_for(locked)
    return new


@transaction.atomic
def remind(meeting: Meeting, *, by: Person | None) -> list[Invitation]:
    """Text those who have not answered, once a day at most. Returns whom it concerned."""
    locked = _lock_to_ask(meeting)
    waiting = list(unanswered(locked))
    today = locked.group.community.today()
    for invitation in waiting:
        _text(locked, invitation, reminder_words, f"reminder:{locked.pk}:{invitation.person_id}:{today}")
    if waiting:
        audit.record(locked, "remind", by=by)
    return waiting


def text_again(meeting: Meeting, *, by: Person) -> Resent:
    """Text those again whom the invitation or reminder did not reach."""
    if meeting.state == Meeting.State.CLOSED:
        raise Refused(_("This meeting is over. Nobody can be invited any more."))
    return resend_to_those_missed(texts_about(meeting), by=by)


Words = Callable[[Meeting, dict[str, int], str], str]


def _text(meeting: Meeting, invitation: Invitation, words: Words, once_key: str) -> None:
    """Ask one person by text, with a fresh link; the digits stay theirs until the meeting ends."""
    person = invitation.person
    if not person.phone or meeting.ends_at is None:
        return
    expires_at = meeting.ends_at + LINK_OUTLIVES

    def render(numbers: dict[str, int]) -> str:
        link = make_link(person, purpose="meeting", subject_id=meeting.pk, expires_at=expires_at)
        return words(meeting, numbers, link)

    ask(
        person,
        render,
        handler=RSVP,
        subject_id=invitation.pk,
        values=[Invitation.Answer.YES, Invitation.Answer.NO],
        expires_at=meeting.ends_at,
        once_key=once_key,
    )
