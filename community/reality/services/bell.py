"""Telling everyone who watches that a check moved on."""

from django.db.models import Q

from community.live.services import ring
from community.meetings.models import Meeting
from community.reality.models import RealityCheck


def ring_for_check(check: RealityCheck) -> None:
    """Ring the board of its meeting, and those of its group that are still to come."""
    boards = Meeting.objects.filter(group=check.meeting.group_id, board__isnull=False)
    shown = boards.filter(Q(pk=check.meeting_id) | ~Q(state=Meeting.State.CLOSED))
    for board_id in shown.order_by("board").values_list("board", flat=True):
        ring(board_id)
