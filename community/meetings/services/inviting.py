"""Inviting people, and asking again."""

from collections.abc import Callable, Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import Refused
from community.meetings.models import Invitation, Meeting
from community.meetings.needs import Step, handler_of
from community.meetings.selectors import roster_of, texts_about, unanswered
from community.meetings.services.bell import ring_for
from community.meetings.words import invitation_words, reminder_words
from community.messaging.services import ask, close_every, resend_to_those_missed
from community.messaging.services.resending import Resent
from community.people.models import Consent, Person
from community.people.services import make_link

RSVP = "meetings.rsvp"

# A link outlives the evening by this much, so that what came of it can still be read.
LINK_OUTLIVES = timedelta(days=2)


def lock_to_ask(meeting: Meeting) -> Meeting:
    """The meeting's row, locked and still to come.

    Once it is open, texted door codes wait for this row while they hold their thread; asking takes the
    two the other way round, so it is over by then.
    """
    # A proposal by text holds its thread, and its new row shares the meeting's key.
    rows = Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("group__community")
    locked = rows.get(pk=meeting.pk)
    if locked.state == Meeting.State.OPEN:
        raise Refused(_("The meeting is under way, so nobody is invited by text any more."))
    if locked.state == Meeting.State.CLOSED:
        raise Refused(_("This meeting is over. Nobody can be invited any more."))
    if locked.state == Meeting.State.SKIPPED:
        raise Refused(_("This meeting will not be held, so nobody is invited."))
    return locked


def _say_where(meeting: Meeting) -> None:
    """No invitation leaves that does not say where to go."""
    if not meeting.place and meeting.mode != Meeting.Mode.REMOTE:
        raise Refused(_("Write the address of the meeting first: it is part of every invitation."))
    if not meeting.link and meeting.mode == Meeting.Mode.REMOTE:
        raise Refused(_("Add the video link of the meeting first: everyone needs it to come."))


@transaction.atomic
def invite(meeting: Meeting, *, by: Person | None) -> list[Invitation]:
    """Invite everyone on the roster of the meeting's day, with one text each in their own language.

    Pressed again it invites only those who joined since. Returns the new invitations; people
    without a phone have one too, and hear of it some other way.
    """
    locked = lock_to_ask(meeting)
    _say_where(locked)
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
        ask_to_come(locked, invitation)
    if new:
        audit.record(locked, "invite", by=by)
        ring_for(locked)
    return new


@transaction.atomic
def remind(meeting: Meeting, *, by: Person | None) -> list[Invitation]:
    """Text those who have not answered, once a day at most. Returns whom it concerned."""
    locked = lock_to_ask(meeting)
    waiting = list(unanswered(locked))
    today = locked.group.community.today()
    for invitation in waiting:
        text_invitation(
            locked, invitation, reminder_words, f"reminder:{locked.pk}:{invitation.person_id}:{today}"
        )
    if waiting:
        audit.record(locked, "remind", by=by)
    return waiting


def text_again(meeting: Meeting, *, by: Person) -> Resent:
    """Text those again whom the invitation or reminder did not reach."""
    if meeting.state == Meeting.State.CLOSED:
        raise Refused(_("This meeting is over. Nobody can be invited any more."))
    return resend_to_those_missed(texts_about(meeting), by=by)


Words = Callable[[Meeting, dict[str, int], str], str]


def link_into(meeting: Meeting, person: Person) -> str:
    """A fresh link of ``person`` into a meeting that has its times."""
    assert meeting.ends_at is not None  # noqa: S101  a meeting that is planned has its times
    expires_at = meeting.ends_at + LINK_OUTLIVES
    return make_link(person, purpose="meeting", subject_id=meeting.pk, expires_at=expires_at)


def text_invitation(meeting: Meeting, invitation: Invitation, words: Words, once_key: str) -> None:
    """Ask one person by text, with a fresh link; the digits stay theirs until the meeting ends."""
    person = invitation.person
    if not person.phone or meeting.ends_at is None or not _may_text(invitation):
        return
    late = meeting.starts_at is None or meeting.starts_at <= timezone.now()

    def render(numbers: dict[str, int]) -> str:
        return words(meeting, numbers, link_into(meeting, person))

    ask(
        person,
        render,
        handler=RSVP,
        subject_id=invitation.pk,
        values=[Invitation.Answer.YES, Invitation.Answer.NO],
        expires_at=meeting.ends_at,
        once_key=once_key,
        useful_until=meeting.ends_at if late else meeting.starts_at,
    )


def close_questions_of(invitations: Collection[int]) -> None:
    """Close every question by text about these ``invitations`` (keys); one that waits to leave does not."""
    close_every(handlers=[RSVP, *map(handler_of, Step)], subject_ids=list(invitations))


def ask_to_come(meeting: Meeting, invitation: Invitation) -> None:
    """Text one new invitation to a meeting whose row the caller holds, if its person may be texted."""
    text_invitation(meeting, invitation, invitation_words, f"invitation:{meeting.pk}:{invitation.person_id}")


def _may_text(invitation: Invitation) -> bool:
    """Members and the staff are texted about their own work; anybody else must have agreed to it."""
    if invitation.standing == Invitation.Standing.MEMBER or invitation.person.roles_held:
        return True
    agreed = Consent.objects.filter(purpose=Consent.Purpose.TEXTS, withdrawal=None)
    return bool(agreed.filter(person=invitation.person_id).exists())
