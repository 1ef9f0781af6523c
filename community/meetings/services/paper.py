"""The paper list: who came is added, or taken back, while the meeting runs and when it is over.

After the close it is a correction: it needs a reason, and what followed from who was here is told.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit, registry
from community.core.errors import BadInput, NotAllowed, Refused
from community.meetings.models import Attendance, Meeting
from community.meetings.selectors import standings
from community.meetings.services.bell import ring_for
from community.people.models import Person
from community.people.rules import is_coordinator


@transaction.atomic
def add_from_paper(
    meeting: Meeting, arrivals: Mapping[Person, datetime | None], *, by: Person, why: str = ""
) -> list[str]:
    """Write down those who signed the paper list, each with the time it says, or None.

    Who is checked in already stays as they are, so a list may be typed twice. Returns what the
    coordinator must know: sentences of other rooms, such as what is owed now. Raises NotAllowed for all
    but coordinators and for somebody who is not expected, Refused before the opening, and BadInput for a
    time to come or on another day and, after the close, without a reason.
    """
    locked = _lock_for_correction(meeting, by=by, why=why)
    people = sorted(arrivals, key=lambda person: person.pk)
    for person, standing in zip(people, standings(locked, people), strict=True):
        if standing is None:
            raise NotAllowed(
                _("%(name)s is not on the list for this meeting. Ask a coordinator.")
                % {"name": person.display_name}
            )
        _check_time(locked, arrivals[person])
    known = set(Attendance.objects.filter(meeting=locked).values_list("person", flat=True))
    new = [person for person in people if person.pk not in known]
    for person in new:
        attendance = Attendance.objects.create(
            meeting=locked,
            person=person,
            at=arrivals[person],
            channel=Attendance.Channel.PAPER,
            recorded_by=by,
        )
        audit.record(attendance, "check_in", by=by, channel=attendance.channel, why=why.strip())
    said = _tell(locked, new, by=by)
    if new:
        ring_for(locked)
    return said


@transaction.atomic
def take_back_attendance(meeting: Meeting, person: Person, *, by: Person, why: str = "") -> list[str]:
    """``person`` was not there after all. Returns what the coordinator must know; errors as above."""
    locked = _lock_for_correction(meeting, by=by, why=why)
    attendance = Attendance.objects.filter(meeting=locked, person=person).first()
    if attendance is None:
        raise Refused(_("%(name)s is not checked in.") % {"name": person.display_name})
    audit.record(attendance, "take_back_check_in", by=by, channel=attendance.channel, why=why.strip())
    attendance.delete()
    said = _tell(locked, [person], by=by)
    ring_for(locked)
    return said


def _lock_for_correction(meeting: Meeting, *, by: Person, why: str) -> Meeting:
    locked = (
        Meeting.objects.select_for_update(of=("self",)).select_related("group__community").get(pk=meeting.pk)
    )
    if not is_coordinator(by) or by.community_id != locked.group.community_id:
        raise NotAllowed(_("Only a coordinator can change who was at a meeting."))
    if locked.source:
        raise Refused(_("This is a published record. It stays as its source has it."))
    if locked.state not in (Meeting.State.OPEN, Meeting.State.CLOSED):
        raise Refused(_("The meeting has not opened yet. Try again when it begins."))
    if locked.state == Meeting.State.CLOSED and not why.strip():
        raise BadInput(_("The meeting is over. Write why the list changes."))
    return locked


def _check_time(meeting: Meeting, at: datetime | None) -> None:
    if at is None:
        return
    if at > timezone.now():
        raise BadInput(_("That time has not come yet. Check the times."))
    if timezone.localdate(at, timezone=meeting.group.community.zone) != meeting.roster_day:
        raise BadInput(_("A time is of another day than the meeting. Check the times."))


def _tell(meeting: Meeting, people: Sequence[Person], *, by: Person) -> list[str]:
    """After the close, let every other room do what follows from it."""
    if meeting.state != Meeting.State.CLOSED or not people:
        return []
    return [said for hook in registry.attendance_corrected for said in hook(meeting, people, by)]
