"""Who came to one meeting, counted by body."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from community.meetings.models import Attendance, Meeting
from community.meetings.selectors.people import groups_of
from community.meetings.selectors.turnout import Turnout, turnout_of
from community.people.models import Membership, StaffRole


@dataclass(frozen=True)
class Bodies:
    """``groups``: each body with its turnout; a roster is known only for those that meet.

    ``others`` are further counts, each (words, number). ``overlap``: somebody counts for two groups.
    """

    groups: list[tuple[str, Turnout]]
    others: list[tuple[str, int]]
    overlap: bool = False


def bodies_of(meeting: Any) -> Bodies:
    """The count of ``meeting``, which comes from ``with_turnout``. Four queries for a meeting of our own.

    Somebody with seats in two groups counts in both, and once in all. A record has what its source gives.
    """
    if meeting.source:
        turnout = turnout_of(meeting)
        return Bodies([(meeting.group.name, Turnout(turnout.present, turnout.of))], turnout.also)
    return _counted(meeting)


def _counted(meeting: Meeting) -> Bodies:
    came = {
        row["person"]: row
        for row in Attendance.objects.filter(meeting=meeting).values(
            "person", "person__organisation", "person__program"
        )
    }
    meeting_groups = {group.pk: group.name for group in groups_of(meeting).order_by("pk")}
    names = {meeting.group_id: meeting.group.name, **meeting_groups}
    seated, candidates = _places(meeting, names)
    posts = StaffRole.objects.on(meeting.roster_day).filter(person__attendance__meeting=meeting)
    staff = set(posts.values_list("person", flat=True))
    groups = []
    for group, name in names.items():
        present = len(seated[group] & came.keys())
        if group in meeting_groups:
            groups.append((name, Turnout(present, len(seated[group]) or None)))
        elif present:
            groups.append((name, Turnout(present)))
    members = set().union(*seated.values()) & came.keys()
    others = [
        (_("staff"), len((staff & came.keys()) - members)),
        (_("candidates"), len((candidates & came.keys()) - members - staff)),
        (_("guests"), len(came.keys() - members - staff - candidates)),
        (_("in all"), len(came)),
        (_("organizations"), len({row["person__organisation"] for row in came.values()} - {None})),
        (_("programs"), len({row["person__program"] for row in came.values()} - {None})),
    ]
    twice = sum(len(people & came.keys()) for people in seated.values()) > len(members)
    return Bodies(groups, [(words, number) for words, number in others if number], twice)


def _places(meeting: Meeting, names: dict[int, str]) -> tuple[dict[int, set[int]], set[int]]:
    """Who had a seat in which group that day, of the groups that meet and of all whose members came;
    and the candidates of the groups that meet. ``names`` gains the groups that are new to it."""
    places = Membership.objects.on(meeting.roster_day).filter(
        Q(group__in=list(names)) | Q(person__attendance__meeting=meeting)
    )
    seated: dict[int, set[int]] = defaultdict(set)
    candidates = set[int]()
    meet = set(names)
    rows = places.order_by("group").values_list("group", "group__name", "person", "status").distinct()
    for group, name, person, status in rows:
        if status in Membership.SEATED:
            names.setdefault(group, name)
            seated[group].add(person)
        elif status == Membership.Status.CANDIDATE and group in meet:
            candidates.add(person)
    return seated, candidates
