"""Changing live boards: making one, ringing its doorbell, and answering a press once."""

import uuid
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection, transaction

from community.core.errors import Refused
from community.core.prepared import cursor
from community.live.models import LiveBoard, Press
from community.people.models import Person

# The channel on which PostgreSQL carries the doorbell to every web process.
CHANNEL = "stoop_boards"
RING = "UPDATE community_liveboard SET version = version + 1, changed = {changed} WHERE id = %s"
TELL = f" RETURNING pg_notify('{CHANNEL}', id || ':' || version)"

# How long a press is remembered: longer than a device keeps one that it could not send.
REMEMBERED = timedelta(days=2)

_waiting: ContextVar[dict[int, Set[str]] | None] = ContextVar("waiting", default=None)


def make_board(community: Any, kind: str) -> LiveBoard:
    """A new live board. ``kind`` is a key of ``registry.board_kinds``."""
    return LiveBoard.objects.create(community=community, kind=kind)


ANY: Set[str] = frozenset()


def ring(board_id: int, *, panels: Set[str] = ANY) -> None:
    """Say that something the board shows has changed. ``panels``: the keys of all that show it, if known.

    Call it in the transaction of the change, and last: until the commit it holds the board's row.
    PostgreSQL tells the web processes at commit; on SQLite they look for themselves. A rollback
    takes the ring back.
    """
    waiting = _waiting.get()
    if waiting is not None:
        before = waiting.get(board_id, panels)
        waiting[board_id] = before | panels if before and panels else ANY
        return
    keys = sorted(panels) or [""]
    with cursor() as asking:
        asking.execute(_ringing(connection.vendor, len(keys)), [*keys, board_id])


@cache
def _ringing(vendor: str, panels: int) -> str:
    """The SQL that rings for so many panels."""
    if vendor == "postgresql":
        pairs = ", ".join(["%s::text, version + 1"] * panels)
        return RING.format(changed=f"changed || jsonb_build_object({pairs})") + TELL
    pairs = ", ".join(["%s, version + 1"] * panels)
    return RING.format(changed=f"json_patch(changed, json_object({pairs}))")


@contextmanager
def ringing_last() -> Iterator[None]:
    """Boards rung inside are rung at the end, once each; put it just inside the transaction.

    Where much is written after the ring, those who vote at the same time would wait for each other all
    the while: with this, only for the commit.
    """
    if _waiting.get() is not None:
        yield
        return
    boards: dict[int, Set[str]] = {}
    before = _waiting.set(boards)
    try:
        yield
    finally:
        _waiting.reset(before)
    for board_id in sorted(boards):  # in one order, so that two of us never wait for each other
        ring(board_id, panels=boards[board_id])


def once(person: Person, key: str | None, act: Callable[[], str]) -> str:
    """What ``act`` says; for a ``key`` of ``person`` that was answered already, what it said then.

    A device that lost the answer sends the press again under the same key, perhaps while the first is
    still at work: the second waits for it. A refusal (an exception) undoes what ``act`` began, the press
    with it, so it may be asked again; what the refusal itself leaves to do is done.
    ``key`` comes from outside; without one, or where it is no UUID, ``act`` just runs.
    """
    name = _uuid(key)
    if name is None:
        return act()
    try:
        return _answer(person, name, act)
    except Refused as refusal:
        refusal.undone()
        raise


def _answer(person: Person, name: uuid.UUID, act: Callable[[], str]) -> str:
    with transaction.atomic(), ringing_last():
        Press.objects.bulk_create([Press(person=person, key=name)], ignore_conflicts=True)
        press = Press.objects.select_for_update().get(person=person, key=name)
        if not press.said:
            press.said = str(act())
            press.save(update_fields=["said"])
        return press.said


def _uuid(sent: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(sent or "")
    except ValueError:
        return None


def forget_presses(now: datetime) -> int:
    """Forget what was pressed long ago. Returns how many."""
    return Press.objects.filter(pressed_at__lt=now - REMEMBERED).delete()[0]
