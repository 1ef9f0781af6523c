"""A group's rule, and the meetings that it plans by itself."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput
from community.meetings.models import Meeting, Notice, Series
from community.meetings.recurrence import Rule, days_earlier, moments
from community.meetings.services.drafting import draft_agenda
from community.meetings.services.planning import YEARS, plan_meeting
from community.messaging.services import refuse_private
from community.people.models import Community, Group, Person

# Meetings of the rule stand on the calendar this long before; the next one always does.
AHEAD = timedelta(days=70)
# No rule waits longer for its next day: every twelve months, the last Friday.
LONGEST_WAIT = timedelta(days=400)
RULE = ("frequency", "every", "weekday", "nth", "starts", "ends", "first_on", "until")
MEETS = ("mode", "place", "link")
OFFERS = ("offers_meal", "offers_childcare", "offers_interpretation", "offers_ride")
FIELDS = (*RULE, *MEETS, *OFFERS, "invite_days", "remind_hours")


def rule_of(series: Series) -> Rule:
    """The rule of ``series``, without its hours."""
    return Rule(series.every, series.weekday, series.nth, series.first_on, series.until)


def _check(community: Community, given: dict[str, Any]) -> None:
    if given["ends"] <= given["starts"]:
        raise BadInput(_("The meeting ends before it starts. Check the two times."))
    if given["first_on"].year not in YEARS:
        raise BadInput(_("Check the year of the day."))
    if given["until"] is not None and given["until"] < given["first_on"]:
        raise BadInput(_("The last day lies before the first one."))
    if given["mode"] != Meeting.Mode.REMOTE and not given["place"]:
        raise BadInput(_("Write the address: it is part of every invitation."))
    if given["mode"] != Meeting.Mode.IN_PERSON and not given["link"]:
        raise BadInput(_("Add the video link: it is part of every invitation."))
    refuse_private(community, given["place"])


@transaction.atomic
def start_series(group: Group, *, by: Person | None, **given: Any) -> Series:
    """Have ``group`` meet by a rule from now on, and plan its next meetings. ``given`` are ``FIELDS``."""
    _check(group.community, given)
    series = Series.objects.create(group=group, **{name: given[name] for name in FIELDS})
    audit.record(series, "start", by=by)
    plan_ahead(series, now=timezone.now())
    return series


@transaction.atomic
def change_series(series: Series, *, by: Person | None, **given: Any) -> Series:
    """Meet by another rule from now on. Meetings that stand on the calendar stay as they are."""
    _check(series.group.community, given)
    locked = _lock(series)
    for name in FIELDS:
        setattr(locked, name, given[name])
    locked.save(update_fields=FIELDS)
    audit.record(locked, "change", by=by)
    plan_ahead(locked, now=timezone.now())
    return locked


@transaction.atomic
def stop_series(series: Series, *, by: Person | None) -> Series:
    """Plan no more meetings. Those on the calendar stay until somebody skips them."""
    locked = _lock(series)
    yesterday = locked.group.community.today() - timedelta(days=1)
    locked.until = min(locked.until or yesterday, yesterday)
    locked.first_on = min(locked.first_on, locked.until)
    locked.save(update_fields=["until", "first_on"])
    audit.record(locked, "stop", by=by)
    return locked


def _lock(series: Series) -> Series:
    rows = Series.objects.select_for_update(of=("self",)).select_related("group__community")
    return rows.get(pk=series.pk)


@transaction.atomic
def plan_ahead(series: Series, *, now: datetime) -> list[Meeting]:
    """Put the next meetings of ``series`` on the calendar; those that stand there already stay untouched.

    A day of the rule is planned once, even if its meeting was moved or skipped since. A meeting that
    somebody planned by hand for that day becomes the one of the rule.
    """
    locked = _lock(series)
    community = locked.group.community
    today = timezone.localdate(now, timezone=community.zone)
    days = rule_of(locked).days(since=today, before=today + LONGEST_WAIT)
    soon = [day for day in days if day < today + AHEAD] or days[:1]
    done = set(Meeting.objects.filter(series=locked, series_on__in=soon).values_list("series_on", flat=True))
    new = [_plan(locked, day, now=now) for day in soon if day not in done]
    return [meeting for meeting in new if meeting is not None]


def _plan(series: Series, day: date, *, now: datetime) -> Meeting | None:
    starts_at, ends_at = moments(day, series.starts, series.ends, series.group.community.zone)
    if starts_at <= now:
        return None
    by_hand = Meeting.objects.filter(group=series.group, held_on=day, series=None, source="", interim=False)
    if (meeting := by_hand.exclude(state__in=Meeting.OVER).first()) is not None:
        meeting.series, meeting.series_on = series, day
        meeting.save(update_fields=["series", "series_on"])
        return None
    meeting = plan_meeting(
        series.group,
        number=next_number(series.group, day),
        starts_at=starts_at,
        ends_at=ends_at,
        by=None,
        series=series,
        series_on=day,
        **{name: getattr(series, name) for name in (*MEETS, *OFFERS)},
    )
    draft_agenda(meeting, by=None)
    _plan_notices(meeting, series, now=now)
    return meeting


def next_number(group: Group, day: date) -> int:
    """The number after the last meeting held or planned before ``day``, or the next one that is free."""
    counted = Meeting.objects.filter(group=group)
    earlier = counted.filter(Q(held_on__lt=day) | Q(held_on=None, month__lte=day))
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    taken = set(counted.filter(number__gte=number).values_list("number", flat=True))
    while number in taken:
        number += 1
    return number


def _plan_notices(meeting: Meeting, series: Series, *, now: datetime) -> None:
    """Invitations that should have left already leave at once; reminders that should have do not."""
    assert meeting.starts_at is not None  # noqa: S101  it was just planned
    zone = series.group.community.zone
    invite_at = days_earlier(meeting.starts_at, series.invite_days, zone)
    reminders = {meeting.starts_at - timedelta(hours=hours) for hours in series.remind_hours}
    Notice.objects.bulk_create(
        [
            Notice(meeting=meeting, kind=Notice.Kind.INVITE, due_at=invite_at),
            *(
                Notice(meeting=meeting, kind=Notice.Kind.REMIND, due_at=moment)
                for moment in sorted(reminders)
                if moment > max(now, invite_at)
            ),
        ]
    )
