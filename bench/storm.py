"""A storm of votes by text, while many phones watch and somebody reads pages.

Texts leave at their hour whether or not those before them were answered, as from many phones; each is
signed as Twilio signs it. The same storm is let loose at a meeting that nobody watches; pages are read
before a vote is cast, and through both. Waits are counted from the hour at which a text was to leave.
"""

import asyncio
import json
import statistics
import time
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import psycopg

from bench import machine
from bench.aims import say
from bench.asking import Line, written
from bench.live import cookie, watchers
from bench.sockets import Hall
from bench.texts import requests

VOTES = 1000
A_SECOND = 100
PHONES = 1000
ROUNDS = 2
QUIET = 15.0  # seconds of reading before the first vote
PAUSE = 0.2  # seconds from one page to the next
PATIENCE = 60.0
PAGES = ("/", "/meetings/", "/decisions/", "/meetings/{meeting}/board/")


@dataclass
class Storm:
    """Seconds. ``lag``: from the answer to the last vote until every phone showed all of them."""

    lag: float
    texts: float
    pages_idle: float
    pages: float


def p95(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=20)[-1]


async def send_votes(made: list[bytes]) -> list[float]:
    """The seconds that each answer took."""
    lines: list[Line] = []
    began = time.perf_counter()

    async def send(number: int, request: bytes) -> float:
        leaves = began + number / A_SECOND
        await asyncio.sleep(leaves - time.perf_counter())
        line = lines.pop() if lines else Line()
        status, _body = await line.ask(request)
        assert status == 200, f"a vote was answered with {status}"
        lines.append(line)
        return time.perf_counter() - leaves

    waits = await asyncio.gather(*(send(number, request) for number, request in enumerate(made)))
    for line in lines:
        line.close()
    return waits


async def read_pages(evening: dict[str, Any], waits: list[float]) -> None:
    """A member reads one page after the other, until cancelled; ``waits`` grows by each."""
    line = Line()
    headers = {"Cookie": cookie(evening["members"][-1])}
    for path in cycle(PAGES):
        request = written("GET", path.format(**evening), headers)
        began = time.perf_counter()
        status, _body = await line.ask(request)
        assert status == 200, f"{path} was answered with {status}"
        waits.append(time.perf_counter() - began)
        await asyncio.sleep(PAUSE)


async def storm(evening: dict[str, Any], token: str, address: str, *, phones: int) -> Storm:
    """One storm, with as many watching."""
    hall, waits = Hall(), list[float]()
    await hall.fill(*watchers(evening, phones))
    warm = asyncio.create_task(read_pages(evening, []))
    await asyncio.sleep(1)
    warm.cancel()
    reading = asyncio.create_task(read_pages(evening, waits))
    await asyncio.sleep(QUIET)
    idle = len(waits)
    texts = await send_votes(requests(evening, token, "/sms/inbound/", "1"))
    last = time.perf_counter()
    during = waits[idle:]
    everybody = hall.expect(_version(address, evening["board"]))
    shown = await asyncio.wait_for(everybody, PATIENCE)
    reading.cancel()
    hall.empty()
    return Storm(max(shown - last, 0.0), p95(texts), p95(waits[:idle]), p95(during))


def _version(address: str, board: int) -> int:
    """The version of the board in the database."""
    with psycopg.connect(address) as db:
        found = db.execute("SELECT version FROM community_liveboard WHERE id = %s", [board]).fetchone()
    return found[0] if found else 0


def run(environment: dict[str, str]) -> None:
    """Measure, and print one table. Each storm has an evening and a server of its own."""
    seen: dict[int, list[Storm]] = {0: [], PHONES: []}
    for number in range(ROUNDS):
        for phones, storms in seen.items():
            slug = f"storm-{number}-{phones}"
            evening = json.loads(machine.seed(environment, "bench.evening", "seed", slug, str(VOTES), "500"))
            with machine.daphne(environment, "community.config.asgi:application"):
                token, address = environment["TWILIO_AUTH_TOKEN"], environment["DATABASE_URL"]
                storms.append(asyncio.run(storm(evening, token, address, phones=phones)))
            votes = json.loads(machine.seed(environment, "bench.evening", "votes", slug))
            assert votes == {"1": VOTES}, votes
    show(seen[0], seen[PHONES])


def show(unwatched: list[Storm], watched: list[Storm]) -> None:
    """The table, and whether the aims were met. Of waits the least counts: other programs only add."""
    print(f"{VOTES} votes by text, {A_SECOND} a second, in ms{'unwatched':>20}{PHONES:>10} phones watch")
    least: dict[str, list[float]] = {}
    for what, key in (("texts, p95", "texts"), ("pages before, p95", "pages_idle"), ("pages, p95", "pages")):
        least[key] = [min(getattr(storm, key) for storm in storms) for storms in (unwatched, watched)]
        print(f"  {what:34}" + "".join(f"{seconds * 1e3:17.0f}" for seconds in least[key]))
    say("the last vote on every phone", max(storm.lag for storm in watched), at_most=0.5, unit="s")
    say("a text's wait (p95), beside the storm unwatched", least["texts"][1] / least["texts"][0], at_most=2)
    pages, idle = least["pages"][1], least["pages_idle"][1]
    say("a page's wait (p95), beside before the storm", pages / idle, at_most=1.3)
