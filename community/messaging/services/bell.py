"""The staff's inbox as a live board: one board a community, which all its lists and threads follow."""

import time

from community.core.prepared import Prepared
from community.live.models import LiveBoard
from community.live.services import make_board, ring
from community.messaging.selectors import BOARD_KIND
from community.people.models import Community

_BOARD = Prepared(
    lambda community: LiveBoard.objects.filter(community=community, kind=BOARD_KIND), community=int
)
AT_MOST_EVERY = 1.0  # seconds


def inbox_board(community: Community) -> LiveBoard:
    """The board of the inbox of ``community``, made when first asked for."""
    return _BOARD.first(community=community.pk) or make_board(community, BOARD_KIND)


def ring_inbox(community_id: int) -> None:
    """Have open inboxes look; before anybody has opened one there is none. Call it last."""
    board = _BOARD.first(community=community_id)
    if board is not None:
        ring(board.pk)


class Rounds:
    """Rings for texts that a worker sends: about once a second while it does, and once at the end.

    A ring for each would have all workers of a community wait for one row.
    """

    def __init__(self) -> None:
        self.communities: set[int] = set()
        self.began = time.monotonic()

    def are_due(self) -> bool:
        """Whether it is a second since the last ring."""
        return time.monotonic() - self.began >= AT_MOST_EVERY

    def ring(self) -> None:
        """Ring for all ``communities`` whose texts have left, or have failed to, since the last ring."""
        for community_id in sorted(self.communities):
            ring_inbox(community_id)
        self.communities.clear()
        self.began = time.monotonic()
