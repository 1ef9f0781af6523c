"""Reading live boards, all from one moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

from community.core.prepared import Prepared
from community.live.models import LiveBoard

P = ParamSpec("P")
Found = TypeVar("Found")
# What the selectors marked ``once_a_moment`` have found in the moment being read; None outside of one.
_found: ContextVar[dict[Any, Any] | None] = ContextVar("found", default=None)

_BOARD = Prepared(lambda pk: LiveBoard.objects.select_related("community").filter(pk=pk), pk=int)


def find_board(board_id: int) -> LiveBoard | None:
    """The board with its community, or None."""
    return _BOARD.first(pk=board_id)


def once_a_moment(select: Callable[P, Found]) -> Callable[P, Found]:
    """A selector that reads only once for all panels and audiences of one rendering.

    It holds nothing in anybody's language, and what it returns is not changed.
    """

    @wraps(select)
    def remembering(*args: P.args, **kwargs: P.kwargs) -> Found:
        found = _found.get()
        if found is None:
            return select(*args, **kwargs)
        key = (select, args, tuple(kwargs.items()))
        if key not in found:
            found[key] = select(*args, **kwargs)
        return found[key]

    return remembering


@contextmanager
def one_moment() -> Iterator[None]:
    """Reads inside see the database as it was at one moment, and take no lock.

    A board's version and its panels must come from the same moment: a panel newer than the version
    beside it would look unchanged at the next version, and never be sent to those who have the old one.
    """
    with remembered(), _snapshot():
        yield


@contextmanager
def remembered() -> Iterator[None]:
    """What selectors marked ``once_a_moment`` find inside is read once, as when it was first asked for."""
    before = _found.set({})
    try:
        yield
    finally:
        _found.reset(before)


@contextmanager
def _snapshot() -> Iterator[None]:
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()
        usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = usual  # type: ignore[attr-defined]
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
