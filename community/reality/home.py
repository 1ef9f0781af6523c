"""What Reality Checks add to a first page."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.registry import Todo
from community.people.models import Person
from community.people.rules import runs_meetings
from community.reality.models import CheckSheet, RealityCheck
from community.reality.selectors import progress_of
from community.reality.words import progress_words

# So long the staff is reminded to say what changed.
REMIND_FOR = timedelta(days=45)


def todos(person: Person) -> Iterator[Todo]:
    """For those who run meetings: how many have answered, and what is still to be said. For members: their
    own sheet."""
    now = timezone.now()
    checks = RealityCheck.objects.of(person.community).select_related("meeting__group")
    if runs_meetings(person):
        for check in checks.filter(closed_at=None, closes_at__gt=now):
            yield Todo(progress_words(*progress_of(check)), reverse("meeting", args=[check.meeting_id]), 30)
        for check in checks.filter(closed_at__gt=now - REMIND_FOR, changed=""):
            text = _("Say what you changed since meeting %(number)d of %(group)s") % {
                "number": check.meeting.number,
                "group": check.meeting.group.name,
            }
            yield Todo(text, reverse("meeting", args=[check.meeting_id]), 45)
    waiting = CheckSheet.objects.filter(
        person=person, answered=[], check_of__closed_at=None, check_of__closes_at__gt=now
    )
    for sheet in waiting.select_related("check_of"):
        yield Todo(
            _("How was the meeting? Fill in the Reality Check"),
            reverse("meeting_board", args=[sheet.check_of.meeting_id]),
            15,
        )
