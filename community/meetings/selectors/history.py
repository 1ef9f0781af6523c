"""How many came to the meetings of a group over time, as the record has it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from community.meetings.models import Attendance, Meeting
from community.meetings.selectors.turnout import turnout_of, with_turnout
from community.people.models import Group, Membership

# Counts of a record that are of no body of people.
ROSTER, TOTAL = "roster", "total"
NOT_PEOPLE = ("orgs", "programs")


@dataclass(frozen=True)
class Held:
    """One meeting. ``counts`` by body; a body that is missing there is not recorded, and never 0."""

    meeting: Meeting
    number: int
    month: date
    counts: dict[str, int] = field(default_factory=dict)
    of: int | None = None
    percent: int | None = None


@dataclass(frozen=True)
class History:
    """The meetings of a group, oldest first. ``bodies``: each that somebody counted, with its name."""

    group: Group
    meetings: list[Held]
    bodies: dict[str, str]


def history_of(group: Group) -> History:
    """The meetings of ``group`` that were held, or skipped. Four queries, however many they are."""
    rows = Meeting.objects.filter(group=group, state__in=[Meeting.State.CLOSED, Meeting.State.SKIPPED])
    meetings = list(
        with_turnout(rows.select_related("group__community")).order_by("month", "held_on", "number")
    )
    names = dict(Group.objects.of(group.community).values_list("code", "name"))
    others = _from_other_groups(group)
    held = [_held(meeting, others.get(meeting.pk, {})) for meeting in meetings]
    counted = {body for one in held for body in one.counts}
    return History(
        group, held, {body: name for body, name in _named(group, names).items() if body in counted}
    )


def _named(group: Group, names: dict[str, str]) -> dict[str, str]:
    """Every body by what it is called: the group itself first, sums and other things last."""
    return {
        group.code: group.name,
        **{"FAB": _("from the board"), "PAT": _("from the provider team")},
        **names,
        "BB": _("staff"),
        TOTAL: _("in all"),
        "orgs": _("organizations"),
        "programs": _("programs"),
    }


def _held(meeting: Any, others: dict[str, int]) -> Held:
    if meeting.state == Meeting.State.SKIPPED:
        return Held(meeting, meeting.number, meeting.month)
    turnout = turnout_of(meeting)
    if meeting.source:
        counts = {row.body: row.count for row in meeting.attendance_counts.all() if row.body != ROSTER}
    else:
        counts = {**others, meeting.group.code: meeting.came}
    return Held(meeting, meeting.number, meeting.month, counts, turnout.of, turnout.percent)


def _from_other_groups(group: Group) -> dict[int, dict[str, int]]:
    """How many with a seat in another group came to each meeting of our own. One query."""
    day = F("meeting__held_on")
    rows = (
        Attendance.objects.filter(
            Q(person__memberships__until__isnull=True) | Q(person__memberships__until__gte=day),
            meeting__group=group,
            meeting__state=Meeting.State.CLOSED,
            person__memberships__status__in=Membership.SEATED,
            person__memberships__since__lte=day,
        )
        .exclude(person__memberships__group=group)
        .order_by()
        .values("meeting", "person__memberships__group__code")
        .annotate(many=Count("person", distinct=True))
    )
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["meeting"], {})[row["person__memberships__group__code"]] = row["many"]
    return found
