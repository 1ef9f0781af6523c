"""The buttons on the page of a meeting before the evening: invite, remind, its agenda."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.errors import BadInput
from community.meetings import services
from community.meetings.actions.driving import open_meeting
from community.meetings.actions.finding import Post, row_in
from community.meetings.actions.steps import add_action
from community.meetings.forms import AgendaItemForm
from community.meetings.models import AgendaItem, Meeting
from community.people.models import Person


def invite(person: Person, meeting: Meeting, post: Post) -> str:
    """Text everyone on the roster who has not been asked."""
    new = services.invite(meeting, by=person)
    if not new:
        return _("Everyone on the list is invited already.")
    return ngettext("%(number)s person is invited.", "%(number)s people are invited.", len(new)) % {
        "number": len(new)
    }


def remind(person: Person, meeting: Meeting, post: Post) -> str:
    """Text those who have not answered."""
    asked = services.remind(meeting, by=person)
    if not asked:
        return _("Everyone has answered.")
    return ngettext("%(number)s person is asked again.", "%(number)s people are asked again.", len(asked)) % {
        "number": len(asked)
    }


def add_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Add an item to the agenda."""
    form = AgendaItemForm(post)
    if not form.is_valid():
        raise BadInput(form.first_error())
    item = services.add_agenda_item(meeting, by=person, **form.cleaned_data)
    return _("On the agenda: %(title)s") % {"title": item.title}


def move_item(person: Person, meeting: Meeting, post: Post) -> str:
    """Move an item one place up or down."""
    item = row_in(AgendaItem.objects.filter(meeting=meeting), post, "item")
    services.move_agenda_item(item, up=post.get("way") == "up", by=person)
    return _("The agenda is in its new order.")


# For those who run meetings.
PLANNING = {
    "invite": invite,
    "remind": remind,
    "add_item": add_item,
    "move_item": move_item,
    "open_meeting": open_meeting,
    "add_action": add_action,
}
