"""Minutes on the first page, on the page of a meeting, and on the next agenda."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.registry import Opening, Todo
from community.meetings.models import AgendaItem, Meeting
from community.meetings.rules import runs_meetings
from community.meetings.selectors import belongs
from community.minutes.rules import may_read, may_write
from community.minutes.selectors import minutes_of, unwritten, waiting_for_approval

# Later than this after the evening nobody is reminded any more.
REMINDED = timedelta(days=60)


def todos(person: Any) -> Iterable[Todo]:
    """Meetings whose minutes nobody has begun."""
    if not runs_meetings(person):
        return
    for meeting in unwritten(person.community).filter(closed_at__gt=timezone.now() - REMINDED)[:3]:
        words = _("Write the minutes of %(group)s, meeting %(number)s") % {
            "group": meeting.group.name,
            "number": meeting.number,
        }
        yield Todo(words, reverse("meeting", args=[meeting.pk]) + "#minutes", 45)


def section(meeting: Any, person: Any) -> str:
    """The way to the minutes, on the page of their meeting."""
    if meeting.source or meeting.state != Meeting.State.CLOSED:
        return ""
    found = minutes_of(meeting)
    writes = may_write(person, meeting)
    reads = found is not None and may_read(person, found, has_a_seat=belongs(meeting, person))
    if not writes and not reads:
        return ""
    return render_to_string("minutes/section.html", {"meeting": meeting, "minutes": found, "writes": writes})


def openings(meeting: Any) -> Iterable[Opening]:
    """Drafts of earlier meetings are read and approved early in the next."""
    for minutes in waiting_for_approval(meeting):
        title = _("Approve the minutes of meeting %(number)s") % {"number": minutes.meeting.number}
        yield Opening(AgendaItem.Kind.DECISION, title, 5)
