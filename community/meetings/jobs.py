"""Jobs of meetings. Each may run twice."""

import logging

from django.utils import timezone

from community.core import jobs
from community.meetings import services
from community.meetings.models import AgendaItem, Meeting, Series
from community.meetings.services.proposals import tell_proposer as tell

log = logging.getLogger(__name__)

PLAN_JOB = "community.meetings.jobs.plan_one"
SEND_JOB = "community.meetings.jobs.send_notices_of"


def plan_ahead() -> None:
    """Every hour: have each rule plan its next meetings. May run twice."""
    for key in Series.objects.order_by("pk").values_list("pk", flat=True):
        jobs.enqueue(PLAN_JOB, key)


def plan_one(series_id: int) -> None:
    """Plan the next meetings of one rule. May run twice, and several at once."""
    series = Series.objects.filter(pk=series_id).first()
    if series is None:
        log.warning("no series %s to plan", series_id)
        return
    services.plan_ahead(series, now=timezone.now())


def send_notices() -> None:
    """Every minute: send the invitations and reminders that are due. May run twice."""
    for key in services.due_meetings(timezone.now()):
        jobs.enqueue(SEND_JOB, key)


def send_notices_of(meeting_id: int) -> None:
    """Send what is due of one meeting. May run twice, and several at once."""
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    if meeting is None:
        log.warning("no meeting %s to send notices of", meeting_id)
        return
    services.send_due_notices(meeting, now=timezone.now())


def tell_proposer(item_id: int) -> None:
    """Tell who proposed an item what became of it."""
    rows = AgendaItem.objects.select_related("meeting__group__community", "proposed_by__community")
    item = rows.filter(pk=item_id).first()
    if item is not None:
        tell(item)


def forget_needs() -> None:
    """Once a day. Run twice, it finds nothing more to forget."""
    services.forget_needs(timezone.now())


def remind_owners() -> None:
    """Every hour. May run twice, and several at once: each owner is asked once."""
    services.remind_owners()
