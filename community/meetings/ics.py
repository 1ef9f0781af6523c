"""A meeting as a calendar file (RFC 5545), in the active language. Nothing personal is in it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from community.meetings.models import Meeting
from community.meetings.words import name_of, offers, when, where

# The changes of the clocks around the meeting are all that its file tells of them.
A_YEAR = timedelta(days=366)


def calendar_file(meeting: Meeting, *, now: datetime) -> bytes:
    """The meeting of a calendar that follows it: the same UID always, a higher SEQUENCE when it was moved."""
    zone = meeting.group.community.zone
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{meeting.group.community.slug}.stoop")
    event.add("sequence", meeting.revision)
    event.add("dtstamp", now)
    event.add("dtstart", _on_the_wall(meeting.starts_at, zone))
    event.add("dtend", _on_the_wall(meeting.ends_at, zone))
    event.add("summary", name_of(meeting))
    if place := where(meeting):
        event.add("location", place)
    if meeting.link and not meeting.members_only:
        event.add("url", meeting.link)
    skipped = meeting.state == Meeting.State.SKIPPED
    event.add("status", "CANCELLED" if skipped else "CONFIRMED")
    event.add("description", _described(meeting))
    calendar = Calendar()
    calendar.add("prodid", "-//Stoop//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    day = _on_the_wall(meeting.starts_at, zone).date()
    calendar.add_missing_timezones(first_date=day - A_YEAR, last_date=day + A_YEAR)
    return calendar.to_ical()


def _on_the_wall(moment: datetime | None, zone: ZoneInfo) -> datetime:
    assert moment is not None  # noqa: S101  asked for meetings whose times are known
    return timezone.localtime(moment, zone)


def _described(meeting: Meeting) -> str:
    """What is known beside the time, one fact a line."""
    lines = [meeting.group.community.name]
    if meeting.state == Meeting.State.SKIPPED:
        lines.append(_("This meeting will not be held: %(why)s") % {"why": meeting.skip_reason})
    else:
        lines += [when(meeting), offers(meeting)]
    lines.append(settings.PUBLIC_URL + reverse("meeting", args=[meeting.pk]))
    return "\n".join(line for line in lines if line)


def answer_with(meeting: Meeting) -> HttpResponse:
    """The file, as a browser saves it."""
    response = HttpResponse(
        calendar_file(meeting, now=timezone.now()), content_type="text/calendar; charset=utf-8"
    )
    name = f"{meeting.group.code}-{meeting.number}".encode("ascii", "ignore").decode()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
