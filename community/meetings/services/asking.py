"""Asking those who come what they need, by text: one question after the other."""

from datetime import timedelta

from django.utils import timezone

from community.meetings.models import Invitation
from community.meetings.needs import IN_WORDS, VALUES, Step, following, handler_of
from community.meetings.selectors import offered_by
from community.meetings.wordings import question
from community.messaging.services import open_question

# Words answer a question only while it was just asked; later ones are for a person.
WORDS_COUNT_FOR = timedelta(hours=24)


def ask_next(invitation: Invitation, *, after: Step | None, in_call: bool) -> str:
    """Open what is asked next on the phone of who comes, and return its words.

    ``after``: the question whose answer wants more. "" where nothing is asked, or where a call, which
    reads all that is open, asks it by itself.
    """
    meeting = invitation.meeting
    if invitation.answer != Invitation.Answer.YES or meeting.ends_at is None:
        return ""
    answered = set(invitation.accommodations.values_list("kind", flat=True))
    step = following(after, offered=offered_by(meeting), answered=answered)
    if step is None:
        return ""
    expires_at = meeting.ends_at
    if step in IN_WORDS:
        expires_at = min(expires_at, timezone.now() + WORDS_COUNT_FOR)
    numbers = open_question(
        invitation.person,
        handler=handler_of(step),
        subject_id=invitation.pk,
        values=VALUES[step],
        expires_at=expires_at,
    )
    return question(step, numbers) if numbers and not in_call else ""
