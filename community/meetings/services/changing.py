"""A planned meeting that changes: moved to another time or place, or not held at all."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.core.lifecycle import transition
from community.meetings.models import Accommodation, Invitation, Meeting
from community.meetings.selectors import moved_key
from community.meetings.services.bell import ring_for
from community.meetings.services.inviting import close_questions_of, link_into, text_invitation
from community.meetings.services.notices import drop_notices, shift_notices
from community.meetings.services.planning import YEARS, set_joint
from community.meetings.words import moved_words, skipped_words
from community.messaging.services import refuse_private, send_text
from community.people.models import Group, Person

# What the invitation says; if one of these changes, those invited are asked again.
TOLD = {"starts_at", "mode", "place"}
# What a calendar holds beside; it is shown to those who look.
SHOWN = TOLD | {"ends_at", "link"}


def _lock_planned(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("group__community")
    locked = rows.get(pk=meeting.pk)
    if locked.state != Meeting.State.PLANNED:
        raise Refused(_("Only a meeting that has not begun can be changed."))
    return locked


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, by: Person | None, joint_with: list[Group] | None = None, **given: Any
) -> bool:
    """Change a planned meeting. Returns whether those invited were asked again.

    They are when its time or its place changes: their old answers no longer count, and reminders for
    the old time do not leave. ``given`` are any of ``SHOWN`` and of what the meeting offers.
    """
    locked = _lock_planned(meeting)
    was_at = moment_of(locked)
    changed = {name for name in SHOWN if name in given and getattr(locked, name) != given[name]}
    told = changed & TOLD
    for name, value in given.items():
        setattr(locked, name, value)
    _check(locked)
    if changed:
        locked.revision += 1
        locked.held_on = timezone.localdate(locked.starts_at, timezone=locked.group.community.zone)
        locked.month = locked.held_on.replace(day=1)
    locked.save(update_fields=[*given, "revision", "held_on", "month"])
    if joint_with is not None:
        set_joint(locked, joint_with)
    audit.record(locked, "move" if told else "change", by=by)
    asked = _ask_again(locked, was_at) if told else 0
    ring_for(locked)
    return asked > 0


def moment_of(meeting: Meeting) -> datetime:
    """When a planned meeting begins."""
    assert meeting.starts_at is not None  # noqa: S101  only records from elsewhere lack it
    return meeting.starts_at


def _check(meeting: Meeting) -> None:
    starts_at, ends_at = moment_of(meeting), meeting.ends_at
    if starts_at.year not in YEARS:
        raise BadInput(_("Check the year of the day."))
    if ends_at is None or ends_at.astimezone(UTC) <= starts_at.astimezone(UTC):
        raise BadInput(_("The meeting ends before it starts. Check the two times."))
    refuse_private(meeting.group.community, meeting.place)


def _ask_again(meeting: Meeting, was_at: datetime) -> int:
    """Returns how many are invited."""
    shift_notices(meeting, by=moment_of(meeting) - was_at, old_start=was_at, now=timezone.now())
    invitations = list(
        Invitation.objects.filter(meeting=meeting).select_related("person__community").order_by("pk")
    )
    # Closed and asked anew, so that the digits of the old text do not answer for the new time.
    close_questions_of([invitation.pk for invitation in invitations])
    for invitation in invitations:
        text_invitation(
            meeting,
            invitation,
            lambda at, numbers, link: moved_words(at, numbers, link, was_at=was_at),
            moved_key(meeting, invitation.person_id),
        )
    # Last: an answer that comes just now holds the phone and then its invitation.
    Accommodation.objects.filter(invitation__meeting=meeting).delete()
    Invitation.objects.filter(meeting=meeting).update(answer="", answered_at=None, channel="")
    return len(invitations)


@transaction.atomic
def skip_meeting(meeting: Meeting, *, why: str, by: Person | None) -> Meeting:
    """The meeting is not held. Those invited are told, its questions close, its number stays used."""
    why = why.strip()[:200]
    locked = _lock_planned(meeting)
    if not why:
        raise BadInput(_("Write why it is not held: those invited will read it."))
    refuse_private(locked.group.community, why)
    transition(meeting, "skip", by=by, skip_reason=why, revision=locked.revision + 1)
    drop_notices(locked)
    invitations = Invitation.objects.filter(meeting=locked).select_related("person__community")
    close_questions_of([invitation.pk for invitation in invitations])
    for invitation in invitations.order_by("pk"):
        _tell_skipped(locked, invitation)
    ring_for(meeting)
    return meeting


def _tell_skipped(meeting: Meeting, invitation: Invitation) -> None:
    person = invitation.person
    send_text(
        person,
        lambda: skipped_words(meeting, link_into(meeting, person)),
        once_key=f"skipped:{meeting.pk}:{person.pk}",
        useful_until=meeting.ends_at,
    )
