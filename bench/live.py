"""The live board: from the press of a button to the last of many phones, beside two references.

Each phone is another person with a session of their own, half of them members and half guests, in three
languages. A press goes through the whole house: session, rights, roll, ballot, doorbell, tally, rendering.
The references carry as many bytes to each phone and do nothing else: stock Channels tells a group, in
memory, under the same server; raw sockets have no framework at all.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from itertools import cycle
from typing import Any

from bench import machine
from bench.aims import say
from bench.asking import Line
from bench.sockets import Hall

SIZES = (100, 500, 1000)
ROUNDS = 11
PAUSE = 0.25  # seconds between two rounds: one press at a time
PATIENCE = 30.0
TOKEN = "a" * 32
STEP, VOTE = "a step of the agenda", "a vote"
OURS, STOCK, RAW = "Stoop", "stock Channels group_send", "raw asyncio sockets"
# Members who watch nothing, and vote one after the other: who has voted already changes no board.
VOTERS = len(SIZES) * (ROUNDS + 1)
Trigger = Callable[[], Awaitable[None]]
Times = dict[tuple[str, str, int], float]


def cookie(session: str) -> str:
    """The header of a browser that has signed in."""
    return f"sessionid={session}; csrftoken={TOKEN}"


def watchers(evening: dict[str, Any], size: int) -> tuple[list[str], list[str]]:
    """The addresses and the cookies of as many phones, members and guests by turns."""
    people = [
        session for pair in zip(evening["members"], evening["guests"], strict=False) for session in pair
    ]
    return [f"/ws/board/{evening['board']}/"] * size, [cookie(session) for session in people[:size]]


async def press(line: Line, evening: dict[str, Any], session: str, action: str, **fields: str) -> None:
    """A button of the console or of a member's page."""
    page = "console" if session == evening["facilitator"] else "board"
    path = f"/meetings/{evening['meeting']}/{page}/do/{action}/"
    headers = {"Cookie": cookie(session), "X-CSRFToken": TOKEN, "Accept": "application/json"}
    status = await line.post(path, fields, headers)
    assert status == 200, f"{action} was answered with {status}"


async def time_rounds(hall: Hall, trigger: Trigger) -> tuple[float, int]:
    """The middle of the seconds from a trigger to the last phone, and the bytes that each phone was sent.

    A first round that warms up is not counted.
    """
    times = []
    for number in range(ROUNDS + 1):
        if number == 1:
            hall.frames = hall.bytes = 0
        everybody = hall.expect(hall.version + 1)
        began = time.perf_counter()
        await trigger()
        times.append(await asyncio.wait_for(everybody, PATIENCE) - began)
        await asyncio.sleep(PAUSE)
    assert hall.frames == ROUNDS * len(hall.phones), "each press is one frame for each phone"
    return statistics.median(times[1:]), hall.bytes // hall.frames


async def ours(evening: dict[str, Any], size: int, voters: list[str]) -> dict[str, tuple[float, int]]:
    """Presses of the facilitator and of members."""
    hall, line, items = Hall(), Line(), cycle(evening["items"])
    await hall.fill(*watchers(evening, size))
    left = iter(voters)

    async def step() -> None:
        await press(line, evening, evening["facilitator"], "show_item", item=str(next(items)))

    async def vote() -> None:
        await press(line, evening, next(left), "vote", option=f"{evening['decision']}:yes")

    seen = {STEP: await time_rounds(hall, step), VOTE: await time_rounds(hall, vote)}
    hall.empty()
    line.close()
    return seen


async def reference(path: str, size: int, frames: dict[str, int]) -> dict[str, float]:
    """One of the sockets says how many bytes all are to be sent."""
    hall, seen = Hall(), {}
    await hall.fill([path] * size, [""] * size)
    for what, frame in frames.items():

        async def tell(frame: int = frame) -> None:
            hall.phones[0].send(1, f"{hall.version + 1} {frame}".encode())

        seen[what], _bytes = await time_rounds(hall, tell)
    hall.empty()
    return seen


def run(environment: dict[str, str], evening: dict[str, Any]) -> None:
    """Measure, and print one table. Each measurement has a server of its own."""
    times: Times = {}
    for size in SIZES:
        voters = [evening["members"].pop() for _voter in range(ROUNDS + 1)]
        with machine.daphne(environment, "community.config.asgi:application"):
            seen = asyncio.run(ours(evening, size, voters))
        frames = {what: sent for what, (_seconds, sent) in seen.items()}
        times |= {(what, OURS, size): seconds for what, (seconds, _sent) in seen.items()}
        with machine.daphne(environment, "bench.bare:application"):
            stock = asyncio.run(reference("/ws/", size, frames))
        with machine.server(environment, "bench.raw"):
            raw = asyncio.run(reference("/", size, frames))
        for what in frames:
            times |= {(what, STOCK, size): stock[what], (what, RAW, size): raw[what]}
    show(times, frames)


def show(times: Times, frames: dict[str, int]) -> None:
    """The table, and whether the aims were met."""
    print(f"Press to last phone in ms, middle of {ROUNDS}" + "".join(f"{size:>9} phones" for size in SIZES))
    for what, sent in frames.items():
        print(f"  {what}, {sent} bytes to each")
        for name in (OURS, STOCK, RAW):
            print(f"    {name:38}" + "".join(f"{times[what, name, size] * 1e3:16.0f}" for size in SIZES))
    for what in frames:
        mine, stock, raw = (times[what, name, max(SIZES)] for name in (OURS, STOCK, RAW))
        say(f"{what} to {max(SIZES)} phones, beside group_send", mine / stock, at_most=0.2)
        say(f"{what} to {max(SIZES)} phones, beside raw sockets", mine / raw, at_most=3)
