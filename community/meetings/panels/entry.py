"""Who may follow a meeting's board, and as whom."""

from collections.abc import Sequence
from typing import Any

from community.core.registry import Audience
from community.meetings.models import Meeting
from community.meetings.rules import may_run
from community.meetings.selectors import standings
from community.meetings.standing import FACILITATOR, PROJECTOR


def audience(person: Any | None, board_id: int, claimed: str) -> Audience | None:
    """The facilitator's and the projector's views are for those who run meetings; members have their own."""
    return audiences([person], board_id, claimed)[0] if person is not None else None


def audiences(people: Sequence[Any], board_id: int, claimed: str) -> list[Audience | None]:
    """The same for many people, in a handful of queries."""
    meeting = Meeting.objects.select_related("group__community").filter(board_id=board_id).first()
    if meeting is None:
        return [None] * len(people)
    if claimed in (FACILITATOR, PROJECTOR):
        return [Audience(claimed, who.language) if may_run(who, meeting) else None for who in people]
    return [
        Audience(standing, who.language) if standing else None
        for who, standing in zip(people, standings(meeting, people), strict=True)
    ]


def board_of_link(link: Any) -> int | None:
    """The board that a link of purpose "meeting" follows."""
    return Meeting.objects.filter(pk=link.subject_id).values_list("board_id", flat=True).first()


# In the order of the page. A decision of another floor stands between the agenda and who is here.
