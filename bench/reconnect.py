"""A thousand phones come back after the server was killed, beside as many bare connections.

While there is no server the meeting goes on to another item, so that each phone must be sent the board.
The reference asks nobody who they are: a consumer of Channels that accepts and sends as many bytes.
"""

import asyncio
import json
import statistics
import time
from typing import Any

from bench import machine
from bench.aims import say
from bench.asking import Line, written
from bench.live import PATIENCE, watchers
from bench.sockets import Hall

PHONES = 1000
RESTARTS = 3
SEATS = "/bench/seats/"


async def come_back(
    paths: list[str], cookies: list[str], version: int, *, counted: bool
) -> tuple[float, int]:
    """Seconds until the last phone has ``version``, and the bytes that each was sent.

    ``counted``: the server says how many seats it has; none may be a ghost's, before and after a part left.
    """
    hall = Hall()
    began = time.perf_counter()
    await hall.fill(paths, cookies)
    shown = await asyncio.wait_for(hall.expect(version), PATIENCE)
    sent = hall.bytes // hall.frames
    if counted:
        assert hall.frames == PHONES, f"{hall.frames} frames for {PHONES} phones"
        assert await _seats() == PHONES
        await _half_come_again(hall, paths, cookies)
    hall.empty()
    return shown - began, sent


async def _half_come_again(hall: Hall, paths: list[str], cookies: list[str]) -> None:
    """Half of the phones lose their network and dial again: nobody may then have two seats."""
    half = PHONES // 2
    for phone in hall.phones[:half]:
        phone.transport.abort()
    others = Hall()
    await others.fill(paths[:half], cookies[:half])
    async with asyncio.timeout(PATIENCE):
        while await _seats() != PHONES:
            await asyncio.sleep(0.1)
    others.empty()


async def _seats() -> int:
    line = Line()
    _status, body = await line.ask(written("GET", SEATS, {}))
    line.close()
    return int(body)


def run(environment: dict[str, str], evening: dict[str, Any]) -> None:
    """Measure, and print one table."""
    paths, cookies = watchers(evening, PHONES)
    ours, bare = [], []
    for _restart in range(RESTARTS):
        version = json.loads(machine.seed(environment, "bench.evening", "ring", evening["name"]))
        with machine.daphne(environment, "bench.counted:application"):
            had = [f"{path}?have={version - 1}" for path in paths]
            seconds, sent = asyncio.run(come_back(had, cookies, version, counted=True))
        ours.append(seconds)
        with machine.daphne(environment, "bench.bare:application"):
            greeted = asyncio.run(come_back([f"/ws/{sent}/"] * PHONES, cookies, 1, counted=False))
        bare.append(greeted[0])
    print(f"{PHONES} phones come back after a restart, {sent} bytes to each, in ms")
    for name, seconds in (("Stoop", ours), ("a bare connection to Channels", bare)):
        print(f"  {name:34}" + "".join(f"{each * 1e3:10.0f}" for each in seconds))
    ratio = statistics.median(mine / other for mine, other in zip(ours, bare, strict=True))
    say(f"{PHONES} phones in the database's state, beside bare connects", ratio, at_most=1.5)
    print(f"  no ghost: {PHONES} seats for {PHONES} phones, each time, also after half of them dialed again")
