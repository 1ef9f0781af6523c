"""Under a real server: Daphne in a process of its own, the test database, a real WebSocket client."""

import asyncio
import json
import os
import re
import sys
from contextlib import asynccontextmanager

import pytest
from django.db import connection
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.community.live import toy
from tests.community.live.conftest import PATIENCE, do
from tests.community.live.test_notifier import database_url, ring_elsewhere
from tests.factories.people import signed_in

LISTENING = re.compile(rb"Listening on TCP address ([\d.:]+)")
SOON = 3.0  # seconds; the notifier's re-check, which would also find a change, comes after five
TOY = "tests.community.live.server:application"


@asynccontextmanager
async def daphne():
    """A web process; yields the address it listens at."""
    async with web_process(TOY) as (address, _process):
        yield address


@asynccontextmanager
async def web_process(application, *, said=None):
    """Daphne with ``application``; yields its address and its process, which a test may kill.

    What it has logged by its end is appended to the list ``said``.
    """
    environment = os.environ | {"DATABASE_URL": database_url(), "STOOP_MODE": "test", "LOG_LEVEL": "INFO"}
    command = [
        sys.executable,
        "-m",
        "daphne",
        "-e",
        "tcp:0:interface=127.0.0.1",
        application,
    ]
    pipe, nobody = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL  # which address was asked for
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=nobody, stderr=pipe)
    try:
        async with asyncio.timeout(3 * PATIENCE):
            while not (found := LISTENING.search(line := await process.stderr.readline())):
                assert line, "the server did not start"
        drain = asyncio.create_task(process.stderr.read())
        yield found[1].decode(), process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
    words = (await drain).decode()
    assert "Traceback" not in words
    if said is not None:
        said.append(words)


@pytest.fixture
async def alice_dials(house):
    """``await alice_dials(address, board)`` opens a socket as Alice."""
    client = await do(signed_in, house.alice)

    def call(address, board, **options):
        return connect(
            f"ws://{address}/ws/board/{board.pk}/",
            origin=f"http://{address}",
            additional_headers={"Cookie": f"sessionid={client.cookies['sessionid'].value}"},
            **options,
        )

    return call


async def closing_code(socket, *frames):
    """The code with which the server answers the frames in the end."""
    try:
        for frame in frames:
            await socket.send(frame)
        while True:
            await socket.recv()
    except ConnectionClosed as end:
        return end.rcvd.code


async def test_changes_of_other_processes_reach_a_socket(house, alice_dials):
    async with asyncio.timeout(6 * PATIENCE), daphne() as address:
        async with alice_dials(address, house.board) as socket:
            assert json.loads(await socket.recv())["since"] == 0
            await do(toy.add_household, house.board)
            assert json.loads(await socket.recv()) == {
                "version": 2,
                "since": 1,
                "panels": {"households": "1"},
            }
            await asyncio.to_thread(ring_elsewhere, house.board.pk)
            await do(toy.add_household, house.board)
            assert json.loads(await socket.recv())["panels"] == {"households": "2"}
            assert await closing_code(socket, *["snapshot"] * 200) == 4429
        async with alice_dials(address, house.board) as socket:
            assert await closing_code(socket, "x" * 70_000) == 4413
        with pytest.raises(InvalidStatus, match="403"):
            await alice_dials(address, house.foreign_board)


def end_listening():
    """End the web process's session that listens, as soon as there is one; returns once it is gone."""
    with connection.cursor() as cursor:
        for _look in range(200):
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"  # milliseconds
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND (query LIKE 'LISTEN%' OR query LIKE 'SELECT id, version%')"
            )
            if ended := cursor.fetchall():
                break
            cursor.execute("SELECT pg_sleep(0.05)")
        assert ended == [(True,)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no session that could be ended")
async def test_a_web_process_whose_listening_is_ended_listens_again(house, alice_dials):
    said, rounds = [], 3
    async with (
        asyncio.timeout(6 * PATIENCE),
        web_process(TOY, said=said) as (address, _process),
        alice_dials(address, house.board) as socket,
    ):
        await socket.recv()
        for number in range(1, rounds + 1):
            await do(end_listening)
            # Nobody listens at this moment, and yet:
            await do(toy.add_household, house.board)
            async with asyncio.timeout(SOON):
                assert json.loads(await socket.recv())["panels"] == {"households": str(number)}
    assert said[0].count("lost the database (") == rounds
