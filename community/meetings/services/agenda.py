"""The agenda before the evening: its items, their order, and what is taken off again.

Every change locks the meeting's row first; then nothing on its agenda moves under it.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from community.core import audit
from community.core.errors import BadInput, Refused
from community.meetings.models import AgendaItem, Meeting
from community.meetings.selectors import agenda_of
from community.meetings.services.bell import ring_for
from community.people.models import Person

# What people say of an item, and may say otherwise until the meeting is over.
SAID = ("title", "minutes", "presenter", "kind", "objective", "closed_to_guests")


def lock_unfinished(meeting: Meeting) -> Meeting:
    """The meeting's row, locked; its agenda stays as it is once it is over."""
    rows = Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("group__community")
    locked = rows.get(pk=meeting.pk)
    if locked.state in (Meeting.State.CLOSED, Meeting.State.SKIPPED):
        raise Refused(_("This meeting is over. Its agenda stays as it is."))
    return locked


def _checked(meeting: Meeting, said: dict[str, Any]) -> dict[str, Any]:
    """``said`` as it is kept. Raises BadInput for what an item can't have."""
    title, objective = said.get("title", "").strip(), said.get("objective", "").strip()
    minutes, presenter = said.get("minutes"), said.get("presenter")
    if not title:
        raise BadInput(_("Write what the item is about."))
    if minutes is not None and not 0 < minutes <= 600:
        raise BadInput(_("An item takes from 1 to 600 minutes."))
    if presenter is not None and presenter.community_id != meeting.group.community_id:
        raise BadInput(_("Choose somebody of this community."))
    return {**said, "title": title[:200], "objective": objective[:200]}


def next_place(meeting: Meeting) -> int:
    """The place after the last item; for whoever holds the meeting's row."""
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


@transaction.atomic
def add_agenda_item(
    meeting: Meeting,
    *,
    title: str,
    by: Person | None,
    minutes: int | None = None,
    presenter: Person | None = None,
    kind: str = "",
    objective: str = "",
    closed_to_guests: bool = False,
) -> AgendaItem:
    """Add an item at the end of the agenda. ``minutes`` is how long it should take, when planned."""
    locked = lock_unfinished(meeting)
    said = {"title": title, "minutes": minutes, "presenter": presenter, "kind": kind}
    said |= {"objective": objective, "closed_to_guests": closed_to_guests}
    item = AgendaItem.objects.create(meeting=meeting, position=next_place(locked), **_checked(locked, said))
    audit.record(item, "add", by=by)
    ring_for(meeting)
    return item


@transaction.atomic
def change_agenda_item(item: AgendaItem, *, by: Person | None, **said: Any) -> AgendaItem:
    """Say ``said`` (of ``SAID``) of ``item`` from now on. What is done or dropped stays as it was."""
    locked = lock_unfinished(item.meeting)
    fresh = AgendaItem.objects.select_related("presenter").get(pk=item.pk)
    if fresh.state not in (AgendaItem.State.PROPOSED, AgendaItem.State.PLANNED):
        raise Refused(_("That item is settled already: %(state)s.") % {"state": fresh.get_state_display()})
    whole = _checked(locked, {name: said.get(name, getattr(fresh, name)) for name in SAID})
    changed = [name for name in SAID if getattr(fresh, name) != whole[name]]
    if not changed:
        return fresh
    for name in changed:
        setattr(fresh, name, whole[name])
    fresh.save(update_fields=changed)
    audit.record(fresh, "change", by=by, why=", ".join(changed))
    ring_for(locked)
    return fresh


@transaction.atomic
def remove_agenda_item(item: AgendaItem, *, by: Person | None) -> None:
    """Take ``item`` off as if it had never been there, while the meeting is still to come.

    What somebody proposed, and what came back from another meeting, is dropped with a reason instead.
    """
    locked = lock_unfinished(item.meeting)
    fresh = AgendaItem.objects.get(pk=item.pk)
    if locked.state != Meeting.State.PLANNED or fresh.state != AgendaItem.State.PLANNED:
        raise Refused(_("Only an item that is still to come can be taken off, before the meeting opens."))
    if fresh.continues_id is not None or fresh.proposed_by_id is not None:
        raise Refused(_("Somebody waits for this item. Drop it with a reason instead."))
    audit.record(fresh, "remove", by=by)
    fresh.delete()
    ring_for(locked)


@transaction.atomic
def move_agenda_item(item: AgendaItem, *, up: bool, by: Person | None) -> None:
    """Change places with the item before (``up``) or after. At the end of the list nothing happens."""
    lock_unfinished(item.meeting)
    agenda = _order(item.meeting)
    if item.pk not in agenda:
        raise Refused(_("That item is not on the agenda."))
    at = agenda.index(item.pk)
    to = at + (-1 if up else 1)
    if not 0 <= to < len(agenda):
        return
    agenda[at], agenda[to] = agenda[to], agenda[at]
    put_in_order(item.meeting, agenda)
    audit.record(item, "move_up" if up else "move_down", by=by)
    ring_for(item.meeting)


@transaction.atomic
def order_agenda(meeting: Meeting, order: Sequence[int], *, seen: Sequence[int], by: Person | None) -> None:
    """Put the whole agenda in ``order``; both are keys of items.

    ``seen`` is the order that whoever moves the items had before them. Raises Refused when the agenda
    is another one by now, so that nobody's change is lost.
    """
    locked = lock_unfinished(meeting)
    now = _order(locked)
    if list(order) == now:
        return
    if list(seen) != now or sorted(order) != sorted(now):
        raise Refused(
            _("Somebody else changed the agenda meanwhile. Here it is as it stands now. Move again.")
        )
    put_in_order(locked, order)
    audit.record(locked, "order_agenda", by=by)
    ring_for(locked)


def _order(meeting: Meeting) -> list[int]:
    """The keys of what is on the agenda, in order."""
    return list(agenda_of(meeting).values_list("pk", flat=True))


def put_in_order(meeting: Meeting, order: Sequence[int]) -> None:
    """Give the items ``order`` the places after each other, and what is not on the agenda those behind.

    A place is held by one item at a time, so all step behind the last one before they take their own.
    """
    items = AgendaItem.objects.filter(meeting=meeting)
    rest = [key for key in items.order_by("position").values_list("pk", flat=True) if key not in set(order)]
    behind = next_place(meeting)
    for start in (behind, 1):
        for place, key in enumerate([*order, *rest], start=start):
            items.filter(pk=key).update(position=place)
