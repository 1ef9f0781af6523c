"""What every press starts with: the meeting, the row, and the right to press."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from community.core.access import require
from community.core.errors import BadInput
from community.core.numbers import key_in
from community.core.prepared import Prepared
from community.meetings.models import AgendaItem, Meeting
from community.meetings.rules import may_run
from community.people.models import Person

Post = Mapping[str, Any]

_OF_BOARD = Prepared(
    lambda board, community: (
        Meeting.objects.of(community).filter(board=board).select_related("group__community")
    ),
    board=int,
    community=int,
)

_ITEM = Prepared(
    lambda meeting, item: AgendaItem.objects.filter(meeting=meeting, pk=item), meeting=int, item=int
)


def of_board(person: Person, board_id: int) -> Meeting:
    meeting = _OF_BOARD.first(board=board_id, community=person.community_id)
    if meeting is None:
        raise BadInput(_("There is no such meeting here."), status=404)
    return meeting


def row_in(rows: Any, post: Post, name: str) -> Any:
    """The row of ``rows`` whose id the button sent as ``name``."""
    return _there(rows.filter(pk=key_in(post.get(name))).first())


def item_in(meeting: Meeting, post: Post) -> Any:
    """The same for an item of the agenda of ``meeting``."""
    return _there(_ITEM.first(meeting=meeting.pk, item=key_in(post.get("item"))))


def _there(found: Any) -> Any:
    if found is None:
        raise BadInput(_("That is not here any more. Load the page again."))
    return found


def running(change: Callable[[Person, Meeting, Post], str]) -> Callable[[Person, int, Post], str]:
    """An action for those who run the meeting, as a board action."""

    def act(person: Person, board_id: int, post: Post) -> str:
        meeting = of_board(person, board_id)
        require(may_run(person, meeting))
        return change(person, meeting, post)

    act.__doc__ = change.__doc__
    return act
