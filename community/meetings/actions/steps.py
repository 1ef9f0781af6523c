"""Writing down what somebody will do, and that it is done."""

from django.utils.translation import gettext as _

from community.core.access import require
from community.core.errors import BadInput
from community.meetings import services
from community.meetings.actions.finding import Post, of_board, row_in, running
from community.meetings.forms import ActionItemForm, CompleteForm
from community.meetings.models import ActionItem, Meeting
from community.meetings.rules import may_finish
from community.people.models import Person


def add_action(person: Person, meeting: Meeting, post: Post) -> str:
    """Write down what somebody will do."""
    form = ActionItemForm(post, meeting=meeting)
    if not form.is_valid():
        raise BadInput(form.first_error())
    item = services.add_action_item(
        meeting,
        title=form.cleaned_data["title"],
        due_on=form.cleaned_data["due_on"],
        by=person,
        **form.holder(),
    )
    return _("Written down: %(title)s") % {"title": item.title}


def complete_action(person: Person, meeting: Meeting, post: Post) -> str:
    """Say who does a step, and by when."""
    item = row_in(ActionItem.objects.filter(meeting=meeting), post, "action_item")
    form = CompleteForm(post, meeting=meeting)
    if not form.is_valid():
        raise BadInput(form.first_error())
    services.complete_action_item(item, due_on=form.cleaned_data["due_on"], by=person, **form.holder())
    return _("Written down: %(title)s") % {"title": item.title}


def finish_action(person: Person, board_id: int, post: Post) -> str:
    """Say that an action item is done."""
    meeting = of_board(person, board_id)
    return finish(person, row_in(ActionItem.objects.filter(group=meeting.group), post, "action_item"))


def finish(person: Person, item: ActionItem) -> str:
    """The same, for an item found some other way."""
    require(may_finish(person, item))
    services.finish_action_item(item, by=person)
    return _("Done: %(title)s") % {"title": item.title}


BOARD = {
    "finish_action": finish_action,
    "add_action": running(add_action),
    "complete_action": running(complete_action),
}
