"""Phones in front of one live board, on real sockets: some lose theirs again and again."""

import asyncio
import json
import random
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from community.core.registry import Audience
from community.live.entry import enter_by_session
from tests.factories.people import signed_in

DIALS_AT_ONCE = 40  # fewer than a server keeps waiting by default
LONGEST_ABSENCE = 10  # events

Panels = dict[str, str]
_read = lru_cache(maxsize=64)(json.loads)  # many phones are sent the same words


@dataclass(eq=False)
class Phone:
    """What ``board.js`` does with one page: it takes messages, and comes back with the version it has."""

    board_id: int
    claimed: str
    cookies: dict[str, str] = field(repr=False)
    audience: Audience
    have: int = 0
    seen_as: str = ""
    panels: Panels = field(default_factory=dict, repr=False)
    socket: ClientConnection | None = None
    messages: int = 0
    gaps: int = 0
    shut: list[str] = field(default_factory=list)

    async def dial(self, address: str) -> None:
        """Open the socket, as a page does that shows version ``have``."""
        self.news = asyncio.Event()
        socket = await connect(
            f"ws://{address}/ws/board/{self.board_id}/?as={self.claimed}&have={self.have}&seen_as={self.seen_as}",
            origin=f"http://{address}",  # type: ignore[arg-type]
            additional_headers={"Cookie": "; ".join("=".join(pair) for pair in self.cookies.items())},
            open_timeout=None,
            ping_interval=None,  # a browser does not ask; it answers the server's pings
        )
        self.socket, self.listening = socket, asyncio.create_task(self.listen(socket))

    async def listen(self, socket: ClientConnection) -> None:
        """Take what comes; an end that the phone did not choose is noted."""
        try:
            while self.socket is socket:
                await self.take(socket, _read(await socket.recv()))
        except ConnectionClosed as end:
            if self.socket is socket:
                self.shut.append(str(end))
                self.news.set()

    async def take(self, socket: ClientConnection, body: Any) -> None:
        self.messages += 1
        if body["since"] > self.have:
            self.gaps += 1
            await socket.send("snapshot")
            return
        self.panels |= body["panels"]
        self.have, self.seen_as = body["version"], body.get("seen_as", self.seen_as)
        self.news.set()

    async def drop(self, *, rudely: bool) -> None:
        """Lose the network, or go without fuss. What the server sends from now on is not read."""
        socket, self.socket = self.socket, None
        self.news.set()
        if socket is None:
            return
        if rudely:
            socket.transport.abort()
        else:
            await socket.close()
        await self.listening

    async def settle(self, panels: Panels) -> None:
        """Return once it shows ``panels``, or has gone."""
        while self.socket is not None and self.panels != panels:
            assert not self.shut, self
            self.news.clear()
            await self.news.wait()


def phone_of(board: Any, person: Any, *, claimed: str = "", language: str) -> Phone:
    """A browser in which ``person`` has signed in and picked a language."""
    session = signed_in(person).cookies["sessionid"].value
    cookies = {"sessionid": session, "django_language": language}
    entered = enter_by_session(board.pk, claimed=claimed, cookies=cookies)
    assert entered is not None, f"{person} may not watch"
    return Phone(board.pk, claimed, cookies, entered[1])


class Crowd:
    """All phones, at the server at ``address``."""

    def __init__(self, phones: list[Phone], address: str, draw: random.Random) -> None:
        self.phones, self.address, self.draw = phones, address, draw
        self.away: set[Phone] = set()
        self.events = self.returns = 0
        self.over = False
        self.turn = asyncio.Condition()
        self.door = asyncio.Semaphore(DIALS_AT_ONCE)

    async def dial(self, phone: Phone) -> None:
        async with self.door:
            await phone.dial(self.address)

    async def come(self) -> None:
        """Everybody who is not there opens a socket."""
        await asyncio.gather(*(self.dial(phone) for phone in self.phones if phone.socket is None))

    async def next_event(self, *, over: bool = False) -> None:
        """Tell those who are away that one more thing has happened, or that all is over."""
        async with self.turn:
            self.events, self.over = self.events + 1, over
            self.turn.notify_all()

    async def come_and_go(self) -> None:
        """Until all is over one phone after the other goes, misses some events, and comes back."""
        while not self.over:
            phone = self.draw.choice([phone for phone in self.phones if phone not in self.away])
            self.away.add(phone)
            await phone.drop(rudely=self.draw.random() < 0.5)
            back = self.events + self.draw.randint(1, LONGEST_ABSENCE)
            async with self.turn:
                await self.turn.wait_for(lambda back=back: self.over or self.events >= back)
            await self.dial(phone)
            self.away.discard(phone)
            self.returns += 1

    async def shows(self, fresh: dict[Audience, Panels]) -> None:
        """Return once every phone that has a socket shows what ``fresh`` has for its audience."""
        for phone in self.phones:
            await phone.settle(fresh[phone.audience])

    async def leave(self) -> None:
        await asyncio.gather(*(phone.drop(rudely=False) for phone in self.phones))
