"""Raising a hand by text."""

from typing import Any

from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.meetings.models import Attendance, Meeting
from community.messaging.rules import plain_words
from community.messaging.services import speaker_of
from community.people.models import Community, Person
from community.speaking import services
from community.speaking.actions import said_of
from community.speaking.models import Turn

# In each language, as ``plain_words`` leaves them.
UP = frozenset({"hand", "mano", "men"})
DOWN = frozenset({"pass", "paso", "pase"})


def read_hand(community: Community, phone: str, persons: list[Person], body: str, message: Any) -> str | None:
    """HAND, MANO or MEN raises the sender's hand at the meeting they are checked in to; PASS takes it down.

    None while no meeting is under way, so that the word then goes to a person. Twice is once.
    """
    word = plain_words(body)
    if word not in UP | DOWN:
        return None
    meetings = Meeting.objects.of(community).filter(state=Meeting.State.OPEN)
    came = Attendance.objects.filter(
        meeting__in=meetings, person__in=[person.pk for person in persons]
    ).order_by("at", "pk")
    at = {row.person_id: row.meeting for row in came.select_related("meeting__group__community")}
    if not at:
        return _("Check in first: text the four digits on the screen.") if meetings and persons else None
    person = speaker_of(message, among=[person for person in persons if person.pk in at])
    meeting = at[person.pk]
    try:
        if word in DOWN:
            services.pass_turn(meeting, person, by=person)
            return _("Your hand is down. Text HAND to raise it again.")
        return said_of(meeting, services.raise_hand(meeting, person, channel=Turn.Channel.TEXT))
    except Refused as refusal:
        return refusal.message
