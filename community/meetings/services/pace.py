"""The pace of the evening: the clock of an item, and a moment to breathe."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import Refused
from community.meetings.models import Meeting
from community.meetings.selectors.clock import mark_of
from community.meetings.services.bell import ring_for
from community.meetings.services.clock import stop_clock
from community.meetings.services.evening import lock_open
from community.people.models import Person


@transaction.atomic
def turn_clock(meeting: Meeting, *, seen: str, by: Person | None) -> bool:
    """Start the clock of the current item, or stop it; says whether it runs now.

    ``seen`` is the clock's mark on the page that was pressed. Where the clock has moved since, the
    press changes nothing: twice pressed, or late, it counts once.
    """
    locked = lock_open(meeting)
    if locked.current_item is None:
        raise Refused(_("Choose an item first, then start its clock."))
    if mark_of(locked) != seen:
        return locked.timer_since is not None
    if locked.timer_since is None:
        locked.timer_since = timezone.now()
    else:
        stop_clock(locked)
    locked.save(update_fields=["timer_since"])
    audit.record(locked, "start_clock" if locked.timer_since else "stop_clock", by=by)
    ring_for(locked, panels={"agenda"})
    return locked.timer_since is not None


@transaction.atomic
def breathe(meeting: Meeting, *, on: bool, by: Person | None) -> None:
    """Everybody breathes, or goes on. Pressed twice it changes nothing."""
    locked = lock_open(meeting)
    if locked.breathing == on:
        return
    locked.breathing = on
    locked.save(update_fields=["breathing"])
    audit.record(locked, "breathe" if on else "go_on", by=by)
    ring_for(locked)
