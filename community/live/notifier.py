"""How a web process learns that a board was rung, by whichever process rang it, without a broker."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Collection
from contextlib import closing
from typing import Any

from django.db import connection

from community.live.services import CHANNEL

log = logging.getLogger(__name__)

Versions = dict[int, int]
LOOK_EVERY = 0.1  # seconds between two looks at an SQLite file
RECHECK_EVERY = 5.0  # seconds after which versions are read again even if no bell was heard
PATIENCE = 5.0  # seconds a PostgreSQL server may take to answer before it counts as gone
VERSIONS = "SELECT id, version FROM community_liveboard WHERE id "


class Notifier:
    """Calls ``hear({board id: version})`` whenever one of the ``watched()`` boards may have changed.

    Versions are read again after every new connection, so what was rung while nobody listened is heard.
    """

    def __init__(self, watched: Callable[[], Collection[int]], hear: Callable[[Versions], None]) -> None:
        self.watched = watched
        self.hear = hear
        self.hears_well = False

    async def run(self) -> None:
        """Listen until cancelled; after a failure, try again with growing pauses."""
        listen = self._listen if connection.vendor == "postgresql" else self._look
        pause = LOOK_EVERY
        while True:
            try:
                await listen()
            except Exception as failure:
                pause = LOOK_EVERY if self.hears_well else min(pause * 2, RECHECK_EVERY)
                self.hears_well = False
                log.warning(
                    "live boards: lost the database (%s), again in %.1f s", type(failure).__name__, pause
                )
                await asyncio.sleep(pause)

    async def _listen(self) -> None:
        """PostgreSQL: one connection of our own that waits for the notices ``services.ring`` sends."""
        from psycopg import AsyncConnection, sql

        async with asyncio.timeout(PATIENCE):
            bell = await AsyncConnection.connect(**_postgres(), autocommit=True)
        try:
            await bell.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            while True:
                async with asyncio.timeout(PATIENCE):
                    rows = await bell.execute(VERSIONS + "= ANY(%s)", [list(self.watched())])
                    self.hear(dict(await rows.fetchall()))
                self.hears_well = True
                async for notice in bell.notifies(timeout=RECHECK_EVERY):
                    board, version = notice.payload.split(":")
                    self.hear({int(board): int(version)})
        finally:
            # ``async with bell`` would wait here to roll back, and stay open when it is cancelled then.
            await bell.close()

    async def _look(self) -> None:
        """SQLite: ``PRAGMA data_version`` says when another connection has committed something.

        It never waits for a lock, so it may run in the loop itself. The file is opened anew at every
        re-check, in case it was replaced.
        """
        with closing(_sqlite()) as db:
            seen = None
            for _look in range(round(RECHECK_EVERY / LOOK_EVERY)):
                (now,) = db.execute("PRAGMA data_version").fetchone()
                if now != seen and self._read(db):
                    seen = now
                self.hears_well = True
                await asyncio.sleep(LOOK_EVERY)

    def _read(self, db: sqlite3.Connection) -> bool:
        """Read the versions; False when the file was locked just now, and should be read at the next look."""
        boards = list(self.watched())
        try:
            rows = db.execute(VERSIONS + f"IN ({','.join('?' * len(boards))})", boards).fetchall()
        except sqlite3.OperationalError as failure:
            if "locked" in str(failure):
                return False
            raise
        self.hear(dict(rows))
        return True


def _postgres() -> dict[str, Any]:
    """Django's parameters, with keep-alives so that a server that vanished is noticed."""
    params = connection.get_connection_params()
    for ours_is_async in ("cursor_factory", "context", "prepare_threshold"):
        params.pop(ours_is_async, None)
    return {**params, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}


def _sqlite() -> sqlite3.Connection:
    name = str(connection.settings_dict["NAME"])
    address = name if name.startswith("file:") else f"file:{name}?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)
