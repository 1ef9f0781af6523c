"""Booking the time of what is talked about."""

from django.utils import timezone

from community.meetings.models import AgendaItem, Meeting


def stop_clock(locked: Meeting) -> None:
    """Book the run that goes on, in whole seconds, to the current item. ``locked`` is saved by the caller."""
    if locked.timer_since is not None and locked.current_item_id is not None:
        item = AgendaItem.objects.get(pk=locked.current_item_id)
        ran = int((timezone.now() - locked.timer_since).total_seconds())
        item.spent_seconds += max(ran, 0)
        item.save(update_fields=["spent_seconds"])
    locked.timer_since = None
