"""Reading live boards, all from one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from community.live.models import LiveBoard


def find_board(board_id: int) -> LiveBoard | None:
    """The board with its community, or None."""
    return LiveBoard.objects.select_related("community").filter(pk=board_id).first()


@contextmanager
def one_moment() -> Iterator[None]:
    """Reads inside see the database as it was at one moment, and take no lock.

    A board's version and its panels must come from the same moment: a panel newer than the version
    beside it would look unchanged at the next version, and never be sent to those who have the old one.
    """
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = usual  # type: ignore[attr-defined]
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
