"""Minutes of the demo: those of eight weeks ago are published, those of last time are a draft."""

from datetime import timedelta

from community.demo.cast import Cast
from community.meetings.models import ActionItem, AgendaItem, Attendance, Meeting, MeetingNote
from community.minutes.models import Minutes
from community.minutes.services import (
    begin_minutes,
    draft_of,
    publish_minutes,
    review_translation,
    write_version,
)

AGENDA = ["Welcome", "A second van for the food pantry", "Who speaks for us at the library"]
NOTES = ["Families who live far from the train asked for it.", "The pantry lends its driver."]


def seed_minutes(cast: Cast) -> None:
    """Plugged into ``registry.demo_seeds``."""
    last = cast.last_meeting
    if last is None:
        return
    before = _remember_the_one_before(cast, last)
    minutes = begin_minutes(before, by=cast.staff["facilitator"])
    _publish(cast, minutes, approved_at=last)
    begin_minutes(last, by=cast.staff["facilitator"])


def _remember_the_one_before(cast: Cast, last: Meeting) -> Meeting:
    assert last.starts_at is not None  # noqa: S101  the demo's own meetings have an hour
    starts_at = (last.starts_at.astimezone(cast.community.zone) - timedelta(days=28)).replace(hour=18)
    day = starts_at.date()
    meeting = Meeting.objects.create(
        group=cast.board,
        number=last.number - 1,
        month=day.replace(day=1),
        held_on=day,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        mode=Meeting.Mode.IN_PERSON,
        place=last.place,
        objectives=["Choose who speaks for us"],
        state=Meeting.State.CLOSED,
    )
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, title=title, minutes=30, state="done")
        for position, title in enumerate(AGENDA, start=1)
    )
    MeetingNote.objects.bulk_create(
        MeetingNote(meeting=meeting, item=items[1], body=note, author=cast.staff["facilitator"])
        for note in NOTES
    )
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            person=person,
            at=starts_at,
            channel="paper",
            recorded_by=cast.staff["facilitator"],
        )
        for person in cast.members[:16]
    )
    ActionItem.objects.create(
        group=cast.board,
        meeting=meeting,
        title="Ask the pantry for its driver",
        owner_organisation=cast.organisations[0],
        due_on=day + timedelta(days=14),
        done_at=starts_at + timedelta(days=10),
    )
    return meeting


def _publish(cast: Cast, minutes: Minutes, *, approved_at: Meeting) -> None:
    """Approved last time, and translated into Spanish by one person and read by another."""
    Minutes.objects.filter(pk=minutes.pk).update(
        state=Minutes.State.APPROVED, approved_at=approved_at, approved_number=1
    )
    minutes.refresh_from_db()
    spanish = write_version(
        minutes,
        language="es",
        body=draft_of(minutes.meeting, "es")
        .replace(NOTES[0], "Lo pidieron familias que viven lejos del tren.")
        .replace(NOTES[1], "La despensa presta su chofer."),
        after=0,
        by=cast.staff["facilitator"],
    )
    review_translation(spanish, by=cast.staff["coordinator"])
    publish_minutes(minutes, by=cast.staff["coordinator"])
