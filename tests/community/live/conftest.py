"""A database that other threads and processes see, a toy board, and sockets to it."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from types import SimpleNamespace

import pytest
from channels.testing import WebsocketCommunicator
from django.db import connection

from community.live import threads
from community.live.routing import websocket
from tests.community.live import toy
from tests.factories.people import CommunityFactory, GroupFactory, member, signed_in, staff

PATIENCE = 10  # seconds a test waits for something that must come
hands = ThreadPoolExecutor(1)


async def do(work, *args, **kwargs):
    """Do something to the database, as another thread of the process would."""
    return await threads.in_thread(hands, lambda: work(*args, **kwargs))


def _wait_for_threads():
    """Return when no thread of the live boards is in the middle of something."""
    for pool in (threads.boards, threads.entrance):
        idle = Barrier(pool._max_workers + 1, timeout=PATIENCE)
        for _worker in range(pool._max_workers):
            pool.submit(idle.wait)
        idle.wait()


@pytest.fixture
def shared_db(transactional_db, tmp_path):
    """The test database where everybody can see it; an SQLite one in memory is copied to a file."""
    if connection.vendor != "sqlite":
        yield
        _wait_for_threads()
        return
    file = tmp_path / "shared.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    memory, connection.connection = connection.connection, None
    name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], str(file)
    yield
    _wait_for_threads()
    connection.close()
    connection.settings_dict["NAME"], connection.connection = name, memory


@pytest.fixture
def house(shared_db, monkeypatch):
    """Two communities, each with a toy board; Alice (a member) and Charlie (staff) are of the first."""
    toy.plug(monkeypatch)
    toy.renders.clear()
    here, there = CommunityFactory(), CommunityFactory()
    return SimpleNamespace(
        here=here,
        board=toy.toy_board(here),
        alice=member(GroupFactory(community=here), display_name="Alice Petit"),
        benita=member(GroupFactory(community=here), display_name="Benita Ortiz", language="es"),
        charlie=staff(here, display_name="Charlie Baptiste"),
        foreign_board=toy.toy_board(there),
        stranger=member(GroupFactory(community=there)),
    )


@pytest.fixture
async def dial():
    """``await dial(path, client)`` opens a socket with a browser's cookies; all are closed at the end."""
    opened = []

    async def call(path, client=None, *, origin="http://testserver"):
        cookies = (
            "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()) if client else ""
        )
        headers = [(b"origin", origin.encode()), (b"cookie", cookies.encode())]
        socket = WebsocketCommunicator(websocket, path, headers=headers)
        opened.append(socket)
        socket.accepted, socket.code = await socket.connect(timeout=PATIENCE)
        return socket

    yield call
    for socket in opened:
        await socket.disconnect(timeout=PATIENCE)


@pytest.fixture
async def watch(dial):
    """``await watch(board, person, **query)`` opens a socket to a board for somebody who signs in."""

    async def call(board, person, *, second_factor=True, **query):
        client = await do(signed_in, person, second_factor=second_factor)
        words = "&".join(f"{name}={value}" for name, value in query.items())
        return await dial(f"/ws/board/{board.pk}/?{words}", client)

    return call


async def heard(socket):
    """The next message."""
    return await socket.receive_json_from(timeout=PATIENCE)


async def closed(socket):
    """The code with which the server closes the socket, after whatever it still sends."""
    while True:
        event = await socket.receive_output(timeout=PATIENCE)
        if event["type"] == "websocket.close":
            return event["code"]
