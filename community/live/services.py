"""Changing live boards: making one, and ringing its doorbell."""

from typing import Any

from django.db import connection

from community.live.models import LiveBoard

# The channel on which PostgreSQL carries the doorbell to every web process.
CHANNEL = "stoop_boards"
RING = "UPDATE community_liveboard SET version = version + 1 WHERE id = %s"
TELL = f" RETURNING pg_notify('{CHANNEL}', id || ':' || version)"


def make_board(community: Any, kind: str) -> LiveBoard:
    """A new live board. ``kind`` is a key of ``registry.board_kinds``."""
    return LiveBoard.objects.create(community=community, kind=kind)


def ring(board_id: int) -> None:
    """Say that something the board shows has changed.

    Call it in the transaction of the change, and last: until the commit it holds the board's row.
    PostgreSQL tells the web processes at commit; on SQLite they look for themselves. A rollback
    takes the ring back.
    """
    with connection.cursor() as cursor:
        cursor.execute(RING + TELL if connection.vendor == "postgresql" else RING, [board_id])
