"""The draft of an agenda: what opens it, what was held, and the frame of last time.

An agenda that nobody has begun gets all three. One that has items gets only what is held and what a room
has put off to it, so a draft made twice adds nothing twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core import audit, registry
from community.core.registry import Opening
from community.meetings.models import AgendaItem, Meeting
from community.meetings.services.agenda import lock_unfinished, next_place, put_in_order
from community.meetings.services.bell import ring_for
from community.people.models import Person

Kind, State = AgendaItem.Kind, AgendaItem.State
# Of these kinds an item of our own last agenda comes again with its title.
STANDING = (Kind.ICEBREAKER, Kind.NEWS, Kind.PROJECT_UPDATE, Kind.SMALL_GROUPS, Kind.NEXT_STEPS)
# These come as openings, with the facts of today.
OPENINGS = (Kind.RECAP, Kind.REALITY_CHECK, "cross_body_recap", "reality_check_review", "next_step")
# What goes along when an item comes again.
FRAME = ("title", "kind", "minutes", "presenter_id", "closed_to_guests")
HELD = (*FRAME, "objective", "notes", "proposed_by_id")


@transaction.atomic
def draft_agenda(meeting: Meeting, *, by: Person | None) -> list[AgendaItem]:
    """Draft the agenda of ``meeting``, which is still to come; returns the items that it added.

    What waits for the staff's word does not begin an agenda, and stays behind what is drafted.
    """
    locked = lock_unfinished(meeting)
    if locked.state != Meeting.State.PLANNED:
        return []
    items = AgendaItem.objects.filter(meeting=locked)
    before = list(items.exclude(state=State.DROPPED).order_by("position").values_list("pk", flat=True))
    begun = items.filter(state=State.PLANNED).exists()
    opens = [_add(locked, **_as_item(opening)) for opening in _new_openings(locked, begun=begun)]
    held = bring_back_held(locked, by=by)
    frame = [] if begun else _add_frame(locked)
    added = [*opens, *held, *frame]
    if added and not begun:
        waiting = [key for key in before if key not in {item.pk for item in added}]
        put_in_order(locked, [*(item.pk for item in added), *waiting])
    if added:
        audit.record(locked, "draft_agenda", by=by)
        ring_for(locked)
    return added


def openings_of(meeting: Meeting) -> Iterator[Opening]:
    """What the rooms want ``meeting`` to begin with."""
    for opens in registry.agenda_openings:
        yield from opens(meeting)


def _new_openings(meeting: Meeting, *, begun: bool) -> list[Opening]:
    """All of them; on an agenda that is begun only what is to be discussed there and never stood on it."""
    found = list(openings_of(meeting))
    if not begun:
        return found
    there = {_said(item) for item in AgendaItem.objects.filter(meeting=meeting)}
    matters = [opening for opening in found if opening.kind == Kind.DISCUSSION]
    return [opening for opening in matters if (opening.kind, opening.title[:200].casefold()) not in there]


def _as_item(opening: Opening) -> dict[str, Any]:
    values = opening._asdict()
    return {**values, "title": opening.title[:200]}


def _add(meeting: Meeting, **values: Any) -> AgendaItem:
    return AgendaItem.objects.create(meeting=meeting, position=next_place(meeting), **values)


def _held_before(meeting: Meeting) -> Iterable[AgendaItem]:
    """What the group left for another meeting, and what nobody has said yes or no to, the oldest first.

    A past record's held items are history: nobody waits for them.
    """
    over = Q(meeting__state=Meeting.State.CLOSED, state__in=[State.DEFERRED, State.PROPOSED])
    never_held = Q(meeting__state=Meeting.State.SKIPPED, state__in=[State.DEFERRED, State.PROPOSED])
    never_held |= Q(meeting__state=Meeting.State.SKIPPED, state=State.PLANNED) & (
        Q(kind__in=[Kind.DISCUSSION, Kind.DECISION])
        | Q(continues__isnull=False)
        | Q(proposed_by__isnull=False)
    )
    found = AgendaItem.objects.filter(
        over | never_held, meeting__group=meeting.group_id, meeting__source="", continued_by=None
    )
    return found.exclude(meeting=meeting).order_by("meeting__month", "meeting__number", "position")


def bring_back_held(meeting: Meeting, *, by: Person | None) -> list[AgendaItem]:
    """Add what is held to the agenda of ``meeting``, whose row the caller holds."""
    added = []
    there = _said_at(meeting)
    for item in _held_before(meeting):
        if item.kind in (*STANDING, *OPENINGS) and _said(item) in there:
            continue  # every evening has it, and this one has it already
        values = {name: getattr(item, name) for name in HELD}
        waits = item.state == State.PROPOSED
        try:
            with transaction.atomic():
                back = _add(
                    meeting, **values, continues=item, state=State.PROPOSED if waits else State.PLANNED
                )
        except IntegrityError:
            continue  # it has just come back at another meeting
        audit.record(back, "come_back", by=by, to_state=back.state)
        added.append(back)
    return added


def _said(item: AgendaItem) -> tuple[str, str]:
    return item.kind, item.title.casefold()


def _said_at(meeting: Meeting) -> set[tuple[str, str]]:
    return {_said(item) for item in AgendaItem.objects.filter(meeting=meeting).exclude(state=State.DROPPED)}


def carry_held(meeting: Meeting, *, by: Person | None) -> None:
    """``meeting`` is over: what it held goes on to the group's next one, if that has a draft already."""
    following = Meeting.objects.filter(
        group=meeting.group_id, state=Meeting.State.PLANNED, starts_at__gt=timezone.now()
    )
    drafted = following.filter(agenda__state=State.PLANNED).order_by("starts_at", "pk").first()
    if drafted is None:
        return
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=drafted.pk)
    if locked.state == Meeting.State.PLANNED and bring_back_held(locked, by=by):
        ring_for(locked)


def _add_frame(meeting: Meeting) -> list[AgendaItem]:
    there = _said_at(meeting)
    frame = [
        values for values in _frame_for(meeting) if (values["kind"], values["title"].casefold()) not in there
    ]
    return [_add(meeting, **values) for values in frame]


def _frame_for(meeting: Meeting) -> list[dict[str, Any]]:
    """What comes again from the group's last agenda.

    Of a meeting of our own: what is of a standing kind. Of any: what had the same title the time before
    too. Never what was held or came back, nor what has notes: that was about one evening.
    """
    last = list(_last_agendas(meeting))
    if not last:
        return _first_frame()
    newest, before = last[0], {item.title.casefold() for item in (last[1] if len(last) > 1 else [])}
    own = not newest[0].meeting.source
    again = [
        item
        for item in newest
        if item.kind not in OPENINGS
        and item.state != State.DEFERRED
        and item.continues_id is None
        and not item.notes
        and ((own and item.kind in STANDING) or item.title.casefold() in before)
    ]
    return [{name: getattr(item, name) for name in FRAME} for item in again] or _first_frame()


def _last_agendas(meeting: Meeting) -> Iterator[Sequence[AgendaItem]]:
    """The group's last two agendas, the newest first, each not empty."""
    over = Meeting.objects.filter(
        group=meeting.group_id, state=Meeting.State.CLOSED, month__lte=meeting.month, agenda__isnull=False
    )
    for row in over.exclude(pk=meeting.pk).distinct().order_by("-month", "-number")[:2]:
        items = AgendaItem.objects.filter(meeting=row).exclude(state=State.PROPOSED)
        if found := list(items.exclude(state=State.DROPPED).select_related("meeting")):
            yield found


def _first_frame() -> list[dict[str, Any]]:
    """For a group whose meetings have no frame yet."""
    return [
        {"title": _("Welcome"), "kind": Kind.ICEBREAKER, "minutes": 10},
        {"title": _("News"), "kind": Kind.NEWS, "minutes": 10},
        {"title": _("Next steps"), "kind": Kind.NEXT_STEPS, "minutes": 10},
    ]


def refresh_openings(meeting: Meeting) -> None:
    """As the doors open: what was drafted weeks ago says what holds today, and what is late opens.

    The caller holds the row of ``meeting``. An agenda without items stays so.
    """
    items = AgendaItem.objects.filter(meeting=meeting, state=State.PLANNED)
    order = list(
        AgendaItem.objects.filter(meeting=meeting)
        .exclude(state=State.DROPPED)
        .order_by("position")
        .values_list("pk", flat=True)
    )
    if not items.exists():
        return
    for opening in openings_of(meeting):
        same = items.filter(kind=opening.kind)
        if opening.kind == Kind.DISCUSSION:
            same = same.filter(title=opening.title[:200])
        there = same.exclude(notes="").filter(continues=None).first()
        if there is not None:
            items.filter(pk=there.pk).update(notes=opening.notes)
        elif opening.kind == Kind.NEXT_STEPS:
            order.insert(0, _add(meeting, **_as_item(opening)).pk)
            put_in_order(meeting, order)
