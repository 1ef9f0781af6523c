"""A board's page without a browser: it does what board.js does with messages, and loses its network."""

import asyncio
import json

from community.live.entry import enter_by_session
from community.live.hub import hub
from community.live.panels import snapshot
from tests.community.live.conftest import do
from tests.factories.people import signed_in


class Line:
    """One socket of a page. When it is cut, the server may go on sending for a while."""

    def __init__(self, page):
        self.page, self.ticket, self.whole = page, page.ticket, True

    async def base_send(self, message):
        if self.whole:
            self.page.take(json.loads(message["text"]))

    async def close(self, code):
        self.page.closed.append(code)


class Page:
    """``board.js``: what it shows, the version it has, and the socket it holds."""

    def __init__(self, board, person, *, claimed="", language="en"):
        client = signed_in(person)
        cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": language}
        self.ticket, self.audience = enter_by_session(board.pk, claimed=claimed, cookies=cookies)
        self.board, self.have, self.panels = board, 0, {}
        self.line, self.ghosts, self.closed = None, [], []

    def start(self):
        self.news = asyncio.Event()

    def take(self, body):
        if body["since"] > self.have:
            asyncio.get_running_loop().call_soon(self.ask)
            return
        self.panels |= body["panels"]
        self.have = body["version"]
        self.news.set()

    def ask(self):
        """Send "snapshot"."""
        if self.line in hub().seats:
            hub().resend(self.line)

    async def poll(self):
        """Load the page, or ask for the board without a socket."""
        body = await do(snapshot, self.board, self.audience)
        if self.line is None:
            self.take({**body, "since": 0})

    def connect(self):
        if self.line is None:
            self.line = Line(self)
            hub().join(self.line, self.audience, have=self.have)

    def drop(self, *, noticed):
        """Lose the network. Where the server has not noticed, it keeps a ghost."""
        if self.line is None:
            return
        self.line.whole = False
        if noticed:
            hub().leave(self.line)
        else:
            self.ghosts.append(self.line)
        self.line = None

    async def settle(self, panels):
        """Return once it shows ``panels``."""
        while self.panels != panels:
            self.news.clear()
            await self.news.wait()

    def end(self):
        for line in [*self.ghosts, *([self.line] if self.line else [])]:
            hub().leave(line)
