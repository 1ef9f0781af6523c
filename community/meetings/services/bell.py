"""Telling everyone who watches a meeting that something changed."""

from collections.abc import Set

from django.db.models import Q

from community.live.services import ANY, ring
from community.meetings.models import Meeting


def ring_for_promises(meeting: Meeting) -> None:
    """Ring every board that shows a promise made at ``meeting``: its own, and those of its group to come."""
    boards = Meeting.objects.filter(group=meeting.group_id, board__isnull=False)
    shown = boards.filter(Q(pk=meeting.pk) | ~Q(state__in=Meeting.OVER))
    for board_id in shown.order_by("board").values_list("board", flat=True):
        ring(board_id)


def ring_for(meeting: Meeting, *, panels: Set[str] = ANY) -> None:
    """Ring the meeting's board (``live.services.ring``). A past record has no board."""
    if meeting.board_id is not None:
        ring(meeting.board_id, panels=panels)
