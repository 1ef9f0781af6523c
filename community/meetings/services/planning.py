"""Planning a meeting: its number, its time, its place."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.live.services import make_board
from community.meetings.models import Meeting, Series
from community.messaging.services import refuse_private
from community.people.models import Community, Group, Person

# Beyond these somebody has mistyped the year.
YEARS = range(2000, 2100)


@transaction.atomic
def plan_meeting(
    group: Group,
    *,
    number: int,
    starts_at: datetime,
    ends_at: datetime,
    by: Person | None,
    mode: str = Meeting.Mode.IN_PERSON,
    place: str = "",
    link: str = "",
    objectives: Sequence[str] = (),
    offers_meal: bool = False,
    offers_childcare: bool = False,
    offers_interpretation: bool = False,
    offers_ride: bool = False,
    members_only: bool = False,
    interim: bool = False,
    joint_with: Iterable[Group] = (),
    series: Series | None = None,
    series_on: date | None = None,
) -> Meeting:
    """Put a meeting of ``group`` on the calendar, with its live board and its door code.

    ``number`` is the group's own count and is kept as given: groups skip months. Times are aware.
    Raises BadInput when the end is not after the start, the year or the number can't be right, or the
    place names a provider, and Refused when the number is taken.
    """
    if number < 1:
        raise BadInput(_("A meeting number starts at 1."))
    if starts_at.year not in YEARS:
        raise BadInput(_("Check the year of the day."))
    # Two times of one zone would be compared by the wall clock, which a change of the clocks turns around.
    if ends_at.astimezone(UTC) <= starts_at.astimezone(UTC):
        raise BadInput(_("The meeting ends before it starts. Check the two times."))
    # The invitation repeats it as it is typed.
    refuse_private(group.community, place)
    # One lock for the whole community: it makes the check of the number and of the door code hold.
    community = Community.objects.select_for_update(no_key=True).get(pk=group.community_id)
    if Meeting.objects.filter(group=group, number=number).exists():
        raise Refused(
            _("%(group)s already has a meeting %(number)s. Choose another number.")
            % {"group": group.name, "number": number}
        )
    day = timezone.localdate(starts_at, timezone=community.zone)
    meeting = Meeting.objects.create(
        group=group,
        number=number,
        month=day.replace(day=1),
        held_on=day,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=mode,
        place=place,
        link=link,
        objectives=[line for line in objectives if line],
        offers_meal=offers_meal,
        offers_childcare=offers_childcare,
        offers_interpretation=offers_interpretation,
        offers_ride=offers_ride,
        members_only=members_only,
        interim=interim,
        series=series,
        series_on=series_on,
        grace_minutes=group.grace_minutes,
        door_code=_free_door_code(community),
        door_key=secrets.token_urlsafe(16),
        board=make_board(community, "meeting"),
    )
    set_joint(meeting, joint_with)
    audit.record(meeting, "plan", by=by, to_state=meeting.state)
    return meeting


def set_joint(meeting: Meeting, groups: Iterable[Group]) -> None:
    """Have ``groups`` meet with the group that ``meeting`` counts for. Raises BadInput for a group of
    another community."""
    others = [group for group in groups if group.pk != meeting.group_id]
    if any(group.community_id != meeting.group.community_id for group in others):
        raise BadInput(_("Choose groups of this community."))
    meeting.joint_with.set(others)


FOUR_DIGITS = frozenset(f"{number:04d}" for number in range(10_000))


def _free_door_code(community: Community) -> str:
    """Four random digits that open no other meeting of ``community`` that is still to be held."""
    taken = set(
        Meeting.objects.of(community).exclude(state__in=Meeting.OVER).values_list("door_code", flat=True)
    )
    free = list(FOUR_DIGITS - taken)
    if not free:
        raise Refused(_("There are too many planned meetings. Close some first."))
    return secrets.choice(free)
