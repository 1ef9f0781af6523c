"""Changing live boards: making one, and ringing its doorbell."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

from community.core.prepared import cursor
from community.live.models import LiveBoard

# The channel on which PostgreSQL carries the doorbell to every web process.
CHANNEL = "stoop_boards"
RING = "UPDATE community_liveboard SET version = version + 1 WHERE id = %s"
TELL = f" RETURNING pg_notify('{CHANNEL}', id || ':' || version)"

_waiting: ContextVar[set[int] | None] = ContextVar("waiting", default=None)


def make_board(community: Any, kind: str) -> LiveBoard:
    """A new live board. ``kind`` is a key of ``registry.board_kinds``."""
    return LiveBoard.objects.create(community=community, kind=kind)


def ring(board_id: int) -> None:
    """Say that something the board shows has changed.

    Call it in the transaction of the change, and last: until the commit it holds the board's row.
    PostgreSQL tells the web processes at commit; on SQLite they look for themselves. A rollback
    takes the ring back.
    """
    waiting = _waiting.get()
    if waiting is not None:
        waiting.add(board_id)
        return
    with cursor() as asking:
        asking.execute(RING + TELL if connection.vendor == "postgresql" else RING, [board_id])


@contextmanager
def ringing_last() -> Iterator[None]:
    """Boards rung inside are rung at the end, once each; put it just inside the transaction.

    Where much is written after the ring, those who vote at the same time would wait for each other all
    the while: with this, only for the commit.
    """
    if _waiting.get() is not None:
        yield
        return
    boards: set[int] = set()
    before = _waiting.set(boards)
    try:
        yield
    finally:
        _waiting.reset(before)
    for board_id in sorted(boards):  # in one order, so that two of us never wait for each other
        ring(board_id)
