"""The buttons of the agenda on the page of a meeting, and proposing an item for it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.errors import BadInput
from community.core.numbers import key_in
from community.meetings import services
from community.meetings.actions.finding import Post, of_board, row_in
from community.meetings.forms import AgendaItemForm, presenters
from community.meetings.models import AgendaItem, Meeting
from community.people.models import Person


def _said(meeting: Meeting, post: Post, item: AgendaItem | None = None) -> dict[str, Any]:
    form = AgendaItemForm(post, presenting=presenters(meeting), item=item)
    if not form.is_valid():
        raise BadInput(form.first_error())
    return form.cleaned_data


def _item(meeting: Meeting, post: Post) -> AgendaItem:
    rows = AgendaItem.objects.filter(meeting=meeting).select_related(
        "meeting__group__community", "presenter", "proposed_by__community"
    )
    return row_in(rows, post, "item")


def draft(person: Person, meeting: Meeting, post: Post) -> str:
    """Draft the agenda from last time's."""
    added = len(services.draft_agenda(meeting, by=person))
    if not added:
        return _("Nothing is new: the agenda has all that was held.")
    return ngettext(
        "%(number)s item is drafted. Change what you like.",
        "%(number)s items are drafted. Change what you like.",
        added,
    ) % {"number": added}


def add_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Add an item to the agenda."""
    item = services.add_agenda_item(meeting, by=person, **_said(meeting, post))
    return _("On the agenda: %(title)s") % {"title": item.title}


def change_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Say something else of an item."""
    found = _item(meeting, post)
    item = services.change_agenda_item(found, by=person, **_said(meeting, post, found))
    return _("Changed: %(title)s") % {"title": item.title}


def remove_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Take an item off."""
    item = _item(meeting, post)
    services.remove_agenda_item(item, by=person)
    return _("Off the agenda: %(title)s") % {"title": item.title}


def move_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Move an item one place up or down."""
    services.move_agenda_item(_item(meeting, post), up=post.get("way") == "up", by=person)
    return _("The agenda is in its new order.")


def order_items(person: Person, meeting: Meeting, post: Post) -> str:
    """The whole order at once, as somebody has dragged it."""
    order, seen = ([key_in(key) for key in str(post.get(name, "")).split(",")] for name in ("order", "seen"))
    services.order_agenda(meeting, order, seen=seen, by=person)
    return _("The agenda is in its new order.")


def accept_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Put a proposal on the agenda."""
    item = services.accept_proposal(_item(meeting, post), by=person)
    return _("On the agenda: %(title)s") % {"title": item.title}


def drop_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Leave an item out, with a reason."""
    item = services.drop_item(_item(meeting, post), reason=str(post.get("reason", "")), by=person)
    return _("Dropped: %(title)s") % {"title": item.title}


def propose(person: Person, meeting: Meeting, post: Post) -> str:
    """An item that a member wants on the agenda, from a page."""
    item = services.propose_item(meeting, title=str(post.get("title", "")), by=person, channel="web")
    return _("“%(title)s” is proposed. We will text you if it is on the agenda.") % {"title": item.title}


def propose_on_board(person: Person, board_id: int, post: Post) -> str:
    """The same, on the live board."""
    return propose(person, of_board(person, board_id), post)


BOARD = {"propose": propose_on_board}
# For those who run meetings, on the page of a meeting.
AGENDA = {
    "draft": draft,
    "add_item": add_item,
    "change_item": change_item,
    "remove_item": remove_item,
    "move_item": move_item,
    "order_items": order_items,
    "accept_item": accept_item,
    "drop_item": drop_item,
}
