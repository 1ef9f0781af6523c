"""The evening itself: open, follow the agenda, check people in, close.

Every step locks the meeting's row first, so two taps at once happen one after the other.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit, registry
from community.core.errors import NotAllowed, Refused
from community.core.lifecycle import transition
from community.core.prepared import Prepared
from community.live.services import ringing_last
from community.meetings.models import AgendaItem, Attendance, Meeting
from community.meetings.selectors import standing_of, unfinished_steps
from community.meetings.services.bell import ring_for
from community.meetings.services.clock import stop_clock
from community.meetings.services.drafting import carry_held, refresh_openings
from community.meetings.services.inviting import close_questions_of
from community.people.models import Person


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Person | None) -> Meeting:
    """Open the doors: from now on people can check in and the agenda can move."""
    transition(meeting, "open", by=by, opened_at=timezone.now())
    refresh_openings(meeting)
    ring_for(meeting)
    return meeting


_LOCKED = Prepared(
    lambda pk: (
        Meeting.objects.filter(pk=pk).select_for_update(of=("self",)).select_related("group__community")
    ),
    pk=int,
)

_BOTH = Prepared(
    lambda before, now: AgendaItem.objects.filter(pk__in=[before, now]).order_by("pk"), before=int, now=int
)


def lock_open(meeting: Meeting) -> Meeting:
    """The meeting's row, locked and under way. Raises Refused, in words, when it is not under way."""
    locked = _LOCKED.first(pk=meeting.pk)
    if locked is None:
        raise Meeting.DoesNotExist
    if locked.state == Meeting.State.PLANNED:
        raise Refused(_("The meeting has not opened yet. Try again when it begins."))
    if locked.state == Meeting.State.SKIPPED:
        raise Refused(_("This meeting will not be held."))
    if locked.state == Meeting.State.CLOSED:
        raise Refused(_("This meeting is over."))
    return locked


def _settle(item: AgendaItem, state: str, *, by: Person | None) -> None:
    if item.state == AgendaItem.State.PLANNED:
        item.state = state
        item.save(update_fields=["state"])
        audit.record(item, state, by=by, from_state=AgendaItem.State.PLANNED, to_state=state)


@transaction.atomic
def show_item(meeting: Meeting, item: AgendaItem | None, *, by: Person | None) -> None:
    """Make ``item`` the one being talked about; the one before it is done. None: the agenda is finished."""
    locked = lock_open(meeting)
    if item is not None and item.meeting_id != locked.pk:
        raise Refused(_("That item is on the agenda of another meeting."))
    before = locked.current_item_id
    if before != (item and item.pk):
        stop_clock(locked)
    # As they are now: what has just been booked to one of them stays.
    rows = {row.pk: row for row in _BOTH.rows(before=before or 0, now=item.pk if item else 0)}
    for row in rows.values():
        row.meeting = locked
    item = item and rows[item.pk]
    if item is not None and item.state in (AgendaItem.State.PROPOSED, AgendaItem.State.DROPPED):
        raise Refused(_("That item is not on the agenda."))
    if before is not None and before != (item and item.pk):
        _settle(rows[before], AgendaItem.State.DONE, by=by)
    if item is not None and item.state == AgendaItem.State.DEFERRED:
        item.state = AgendaItem.State.PLANNED
        item.save(update_fields=["state"])
    locked.current_item = meeting.current_item = item
    locked.save(update_fields=["current_item", "timer_since"])
    audit.record(locked, "show_item", by=by)
    ring_for(locked, panels={"agenda", "end"})


@transaction.atomic
def next_item(meeting: Meeting, *, seen: int | None, by: Person | None) -> AgendaItem | None:
    """Go on to the next item that is still to come, and return it (None after the last).

    ``seen`` is the item the facilitator's page showed when they tapped. When somebody else has gone
    on since, the tap changes nothing, so that two taps never skip an item.
    """
    locked = lock_open(meeting)
    if locked.current_item_id != seen:
        return locked.current_item
    coming = AgendaItem.objects.filter(meeting=locked, state=AgendaItem.State.PLANNED)
    following = coming.exclude(pk=seen or 0).order_by("position").first()
    show_item(meeting, following, by=by)
    return following


@transaction.atomic
def defer_item(item: AgendaItem, *, by: Person | None) -> None:
    """Leave ``item`` for another meeting. If it was being talked about, nothing is for the moment."""
    locked = lock_open(item.meeting)
    fresh = AgendaItem.objects.get(pk=item.pk)
    if fresh.state != AgendaItem.State.PLANNED:
        raise Refused(_("That item is settled already: %(state)s.") % {"state": fresh.get_state_display()})
    _settle(fresh, AgendaItem.State.DEFERRED, by=by)
    if locked.current_item_id == fresh.pk:
        stop_clock(locked)
        locked.current_item = None
        locked.save(update_fields=["current_item", "timer_since"])
    ring_for(locked)


@transaction.atomic
def check_in(meeting: Meeting, person: Person, *, channel: str, by: Person | None = None) -> Attendance:
    """Write down that ``person`` is here.

    ``channel`` is one of ``Attendance.Channel``; ``by`` is the facilitator who tapped, and None where
    people check in by themselves. Raises NotAllowed for somebody who is neither on that day's roster nor
    staff, and Refused before the opening, after the close, and for a second check-in.
    """
    locked = lock_open(meeting)
    if standing_of(locked, person) is None:
        raise NotAllowed(
            _("%(name)s is not on the list for this meeting. Ask a coordinator.")
            % {"name": person.display_name}
        )
    attendance, new = Attendance.objects.get_or_create(
        meeting=locked, person=person, defaults={"channel": channel, "recorded_by": by}
    )
    if not new:
        raise Refused(_("%(name)s is already checked in.") % {"name": person.display_name})
    audit.record(attendance, "check_in", by=by or person, channel=channel)
    ring_for(locked)
    return attendance


@transaction.atomic
def take_back_check_in(meeting: Meeting, person: Person, *, by: Person | None) -> None:
    """The check-in of ``person`` was a mistake. After the close it stays, because stipends follow from it."""
    locked = lock_open(meeting)
    attendance = Attendance.objects.filter(meeting=locked, person=person).first()
    if attendance is None:
        raise Refused(_("%(name)s is not checked in.") % {"name": person.display_name})
    audit.record(attendance, "take_back_check_in", by=by, channel=attendance.channel)
    attendance.delete()
    ring_for(locked)


def _refuse_loose_ends(meeting: Meeting) -> None:
    loose = list(unfinished_steps(meeting).values_list("title", flat=True))
    if meeting.state == Meeting.State.OPEN and loose:
        raise Refused(
            _("Before you close: say who does it and by when for %(steps)s.")
            % {"steps": ", ".join(f"“{title}”" for title in loose)}
        )


@transaction.atomic
@ringing_last()
def close_meeting(meeting: Meeting, *, by: Person | None) -> Meeting:
    """End the meeting: what is being talked about is done, what was not reached waits for another time,
    open questions by text are closed, and every other room does what it does when a meeting closes.

    If one of those rooms refuses, the meeting stays open. So it does, in words, while a next step lacks
    who does it or by when.
    """
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    _refuse_loose_ends(locked)
    stop_clock(locked)
    transition(
        meeting,
        "close",
        by=by,
        closed_at=timezone.now(),
        current_item=None,
        timer_since=None,
        breathing=False,
    )
    for item in AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.PLANNED):
        reached = item.pk == locked.current_item_id
        _settle(item, AgendaItem.State.DONE if reached else AgendaItem.State.DEFERRED, by=by)
    carry_held(meeting, by=by)
    close_questions_of(meeting.invitations.values_list("pk", flat=True))
    for hook in registry.meeting_closed:
        hook(meeting, by)
    ring_for(meeting)
    return meeting
