"""The live board: from the POST of a vote to the last of many sockets, beside three references.

Each socket of Stoop's is another member with a session of their own, and the vote goes through the
whole house: session, rights, roll, ballot, doorbell, tally, rendering. The references carry frames of the
same size and do less: raw sockets and stock Channels store nothing, the bare view stores one row.
"""

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable, Callable

from bench import machine
from bench.sockets import Hall, Poster

SIZES = (100, 1000)
ROUNDS = 15
PAUSE = 0.3  # seconds between two rounds: one vote at a time
PATIENCE = 30.0
TOKEN = "a" * 32
OURS, BARE = "Stoop: vote and hub", "bare view: insert + group_send"
STOCK, RAW = "stock Channels group_send", "raw asyncio sockets"
Times = dict[int, list[float]]
Trigger = Callable[[int], Awaitable[None]]


async def time_rounds(hall: Hall, trigger: Trigger) -> list[float]:
    """Seconds from each trigger to the last socket; a first round that warms up is not counted."""
    times = []
    for number in range(ROUNDS + 1):
        everybody = hall.expect()
        began = time.perf_counter()
        await trigger(number)
        times.append(await asyncio.wait_for(everybody, PATIENCE) - began)
        await asyncio.sleep(PAUSE)
    return times[1:]


async def stoop(evening: dict, size: int) -> tuple[list[float], int]:
    """Votes from members' phones; returns the times and the size of a frame."""
    hall, poster = Hall(), Poster()
    cookies = [f"sessionid={key}; csrftoken={TOKEN}" for key in evening["sessions"]]
    paths = [f"/ws/board/{evening['board']}/"] * size
    await hall.fill(paths, cookies[:size], greeted=True)

    async def vote(number: int) -> None:
        status = await poster.post(
            f"/meetings/{evening['meeting']}/board/do/vote/",
            {"option": f"{evening['decision']}:yes"},
            {"Cookie": cookies[size - 1 - number], "X-CSRFToken": TOKEN, "Accept": "application/json"},
        )
        assert status == 200, f"the vote was answered with {status}"

    times = await time_rounds(hall, vote)
    await hall.empty()
    poster.close()
    return times, hall.last_size


async def told_by_a_socket(path: str, size: int, frame: int) -> list[float]:
    """One of the sockets says how many bytes all are to be sent."""
    hall = Hall()
    await hall.fill([path] * size, [""] * size, greeted=False)

    async def say(_number: int) -> None:
        hall.sockets[0].send(1, str(frame).encode())

    times = await time_rounds(hall, say)
    await hall.empty()
    return times


async def told_by_a_view(size: int, frame: int) -> list[float]:
    hall, poster = Hall(), Poster()
    await hall.fill(["/ws/"] * size, [""] * size, greeted=False)

    async def post(_number: int) -> None:
        assert await poster.post("/tell/", {"size": str(frame)}, {}) == 200

    times = await time_rounds(hall, post)
    await hall.empty()
    poster.close()
    return times


def run() -> None:
    """Measure, and print one table."""
    rows: dict[str, Times] = {}
    with machine.house("live") as environment:
        machine.stay_on_the_clients_core()
        print(f"Live board, {machine.describe(environment)}")
        evening = json.loads(machine.seed(environment, "bench.evening", str(max(SIZES))))
        machine.seed(environment, "bench.bare")
        for size in SIZES:
            # Each measurement has a server of its own, so that none inherits another's sockets.
            with machine.daphne(environment, "community.config.asgi:application"):
                rows.setdefault(OURS, {})[size], frame = asyncio.run(stoop(evening, size))
            with machine.daphne(environment, "bench.bare:application"):
                rows.setdefault(BARE, {})[size] = asyncio.run(told_by_a_view(size, frame))
            with machine.daphne(environment, "bench.bare:application"):
                rows.setdefault(STOCK, {})[size] = asyncio.run(told_by_a_socket("/ws/", size, frame))
            with machine.server(environment, "bench.raw"):
                rows.setdefault(RAW, {})[size] = asyncio.run(told_by_a_socket("/", size, frame))
    show(rows, frame)


def show(rows: dict[str, Times], frame: int) -> None:
    """The table, and whether the aim was met."""
    print(f"POST to last socket in ms, middle and worst of {ROUNDS}, frames of {frame} bytes")
    print(f"{'':32}" + "".join(f"{size:>10} sockets" for size in SIZES))
    for name, times in rows.items():
        cells = (
            f"{statistics.median(times[size]) * 1e3:10.0f} {max(times[size]) * 1e3:7.0f}" for size in SIZES
        )
        print(f"{name:32}" + "".join(cells))
    most = max(SIZES)
    ours, theirs = (statistics.median(rows[name][most]) for name in (OURS, BARE))
    print(f"At {most} sockets Stoop is {theirs / ours:.1f} times as fast as the bare view (aim: 4).\n")
