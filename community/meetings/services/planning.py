"""Planning a meeting: its number, its time, its agenda."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.live.services import make_board
from community.meetings.models import AgendaItem, Meeting
from community.meetings.services.bell import ring_for
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
        grace_minutes=group.grace_minutes,
        door_code=_free_door_code(community),
        door_key=secrets.token_urlsafe(16),
        board=make_board(community, "meeting"),
    )
    audit.record(meeting, "plan", by=by, to_state=meeting.state)
    return meeting


def _free_door_code(community: Community) -> str:
    """Four random digits that open no other meeting of ``community`` that is still to be held."""
    taken = set(
        Meeting.objects.of(community).exclude(state=Meeting.State.CLOSED).values_list("door_code", flat=True)
    )
    free = [code for code in (f"{number:04d}" for number in range(10_000)) if code not in taken]
    if not free:
        raise Refused(_("There are too many planned meetings. Close some first."))
    return secrets.choice(free)


def _lock_unfinished(meeting: Meeting) -> Meeting:
    """The meeting's row, locked; its agenda stays as it is once it is closed."""
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state == Meeting.State.CLOSED:
        raise Refused(_("This meeting is over. Its agenda stays as it is."))
    return locked


@transaction.atomic
def add_agenda_item(
    meeting: Meeting, *, title: str, by: Person | None, minutes: int | None = None, kind: str = ""
) -> AgendaItem:
    """Add an item at the end of the agenda. ``minutes`` is how long it should take, when planned."""
    title = title.strip()
    if not title:
        raise BadInput(_("Write what the item is about."))
    if minutes is not None and not 0 < minutes <= 600:
        raise BadInput(_("An item takes from 1 to 600 minutes."))
    _lock_unfinished(meeting)
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, position=last + 1, title=title[:200], minutes=minutes, kind=kind
    )
    audit.record(item, "add", by=by)
    ring_for(meeting)
    return item


@transaction.atomic
def move_agenda_item(item: AgendaItem, *, up: bool, by: Person | None) -> None:
    """Change places with the item before (``up``) or after. At the end of the list nothing happens."""
    _lock_unfinished(item.meeting)
    agenda = list(AgendaItem.objects.filter(meeting=item.meeting_id).order_by("position"))
    at = next(index for index, other in enumerate(agenda) if other.pk == item.pk)
    to = at + (-1 if up else 1)
    if not 0 <= to < len(agenda):
        return
    mine, other = agenda[at], agenda[to]
    places = mine.position, other.position
    # A position is held by one item at a time, so one of the two steps aside first.
    _place(mine, agenda[-1].position + 1)
    _place(other, places[0])
    _place(mine, places[1])
    audit.record(item, "move_up" if up else "move_down", by=by)
    ring_for(item.meeting)


def _place(item: AgendaItem, position: int) -> None:
    item.position = position
    item.save(update_fields=["position"])
