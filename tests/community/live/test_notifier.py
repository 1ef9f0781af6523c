"""A change made anywhere reaches this process, also after the database was away."""

import asyncio
import os
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction
from psycopg import AsyncConnection

from community.live import notifier as notifiers
from community.live.notifier import Notifier
from community.live.services import ring
from tests.community.live.conftest import PATIENCE, do

RING_ELSEWHERE = "import django; django.setup(); from community.live.services import ring; ring({})"


def database_url() -> str:
    """The address of the test database, for another process."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{place['NAME']}"
    who = f"{place['USER']}:{place['PASSWORD']}@" if place["PASSWORD"] else f"{place['USER']}@"
    return f"postgres://{who}{place['HOST']}:{place['PORT'] or 5432}/{place['NAME']}"


def ring_elsewhere(board_id: int) -> None:
    """Ring from another process."""
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "STOOP_MODE": "test",
        "DJANGO_SETTINGS_MODULE": "community.config.settings",
    }
    subprocess.run(  # noqa: S603  our own line of Python
        [sys.executable, "-c", RING_ELSEWHERE.format(board_id)], env=environment, check=True
    )


@asynccontextmanager
async def listening(*boards):
    """A notifier at work, and a function that waits until it has told of a version."""
    told: asyncio.Queue = asyncio.Queue()
    notifier = Notifier(lambda: [board.pk for board in boards], told.put_nowait)
    work = asyncio.create_task(notifier.run())

    async def until(board, version):
        async with asyncio.timeout(PATIENCE):
            while (await told.get()).get(board.pk, 0) < version:
                pass

    try:
        yield until
    finally:
        work.cancel()
        await asyncio.wait([work])


async def test_a_ring_is_heard(house):
    async with listening(house.board, house.foreign_board) as until:
        await until(house.board, 1)
        await do(ring, house.board.pk)
        await until(house.board, 2)
        await do(ring, house.foreign_board.pk)
        await until(house.foreign_board, 2)


async def test_another_process_is_heard(house):
    async with listening(house.board) as until:
        await until(house.board, 1)
        await asyncio.to_thread(ring_elsewhere, house.board.pk)
        await until(house.board, 2)


async def test_what_was_rung_before_listening_is_heard(house):
    await do(ring, house.board.pk)
    async with listening(house.board) as until:
        await until(house.board, 2)


async def test_nothing_is_heard_when_the_change_is_taken_back(house):
    async with listening(house.board) as until:
        await until(house.board, 1)
        await do(_ring_and_fail, house.board.pk)
        await do(ring, house.board.pk)
        await until(house.board, 2)


def _ring_and_fail(board_id):
    with transaction.atomic():
        ring(board_id)
        transaction.set_rollback(True)


def _lose_the_notifier():
    """PostgreSQL: end the listening session. SQLite: put a copy in the place of the file."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND (query LIKE 'LISTEN%%' OR query LIKE 'SELECT id, version%%')"
            )
            assert cursor.fetchall()
        return
    file = Path(connection.settings_dict["NAME"])
    copy = file.with_suffix(".copy")
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM INTO '{copy}'")
    connection.close()
    for leftover in ("-wal", "-shm"):
        Path(f"{file}{leftover}").unlink(missing_ok=True)
    copy.replace(file)


async def test_a_lost_database_is_noticed_and_listened_to_again(house, monkeypatch):
    monkeypatch.setattr(notifiers, "RECHECK_EVERY", 0.5)
    async with listening(house.board) as until:
        await until(house.board, 1)
        await do(_lose_the_notifier)
        await do(ring, house.board.pk)
        await until(house.board, 2)
        await do(ring, house.board.pk)
        await until(house.board, 3)


async def test_a_ring_that_is_not_heard_is_read_at_the_next_check(house, monkeypatch):
    monkeypatch.setattr(notifiers, "RECHECK_EVERY", 0.2)
    monkeypatch.setattr(notifiers, "CHANNEL", "another_channel")
    async with listening(house.board) as until:
        await until(house.board, 1)
        await do(ring, house.board.pk)
        await until(house.board, 2)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has a connection that listens")
async def test_whoever_stops_in_the_middle_of_a_failure_leaves_no_connection_open(house, monkeypatch):
    opened, connect = [], AsyncConnection.connect

    async def kept(**place):
        opened.append(await connect(**place))
        return opened[-1]

    def fail_and_be_stopped(versions):
        if versions[house.board.pk] == 2:
            asyncio.current_task().cancel()
            raise ValueError

    monkeypatch.setattr(AsyncConnection, "connect", kept)
    notifier = Notifier(lambda: [house.board.pk], fail_and_be_stopped)
    work = asyncio.create_task(notifier.run())
    while not notifier.hears_well:
        await asyncio.sleep(0)
    await do(ring, house.board.pk)
    async with asyncio.timeout(PATIENCE):
        await asyncio.wait([work])
    assert [bell.closed for bell in opened] == [True]
