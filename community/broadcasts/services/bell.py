"""Telling everyone who watches a broadcast that it moved."""

from community.broadcasts.models import Broadcast
from community.live.services import ring

MARK = "broadcast:"


def once_key(broadcast_id: int, person_id: int) -> str:
    """What the text to one person is for: it stands in a thread once."""
    return f"{MARK}{broadcast_id}:{person_id}"


def ring_for(broadcast: Broadcast) -> None:
    """Ring the board of ``broadcast``, in the caller's transaction, and last."""
    if broadcast.board_id is not None:
        ring(broadcast.board_id)
