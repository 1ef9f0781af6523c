"""The sockets of live boards. They only carry state outward; actions are ordinary POSTs."""

import time
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer

from community.core.numbers import key_in
from community.core.registry import Audience
from community.live.door import Knock, door
from community.live.entry import Ticket, enter_by_link
from community.live.hub import GONE, Hub, hub
from community.live.threads import entrance, in_thread

LONGEST_FRAME = 64 * 1024  # bytes
MOST_FRAMES = 10  # from one socket; a browser sends one each time it missed something
MOST_WITHIN = 10.0  # seconds
TOO_BIG, TOO_MANY = 4413, 4429


class BoardConsumer(AsyncWebsocketConsumer):
    """One socket of a board. The only thing it understands is "snapshot": send me everything again."""

    ticket: Ticket

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.hub: Hub | None = None
        self.frames: list[float] = []
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self.hub:
                self.hub.leave(self)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Without the visit to a thread that Channels makes before each message, to let go of old connections
        to the database: here whoever asks it gives its connection back (``threads``)."""
        handler = getattr(self, get_handler_name(message), None)
        if handler is None:
            raise ValueError(f"no such message: {message['type']}")
        await handler(message)

    async def connect(self) -> None:
        entered = await self.enter()
        if entered is None:
            await self.close(GONE)
            return
        self.ticket, audience = entered
        await self.accept()
        self.hub = hub()
        # What was drawn for another audience counts for nothing, whatever its version.
        same = self.asked_for("seen_as") == audience.mark
        self.hub.join(self, audience, have=key_in(self.asked_for("have")) if same else 0)

    async def enter(self) -> tuple[Ticket, Audience] | None:
        """Who is at the other end, and as whom they may watch; None when they may not."""
        where, cookies = self.scope["url_route"]["kwargs"], self.scope["cookies"]
        if "token" in where:
            return await in_thread(entrance, partial(enter_by_link, where["token"], cookies=cookies))
        return await door().enter(Knock(where["board_id"], self.asked_for("as"), cookies))

    def asked_for(self, name: str) -> str:
        return parse_qs(self.scope["query_string"].decode("latin1")).get(name, [""])[0]

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.hub is None or self not in self.hub.seats:
            return
        now = time.monotonic()
        self.frames = [*(then for then in self.frames if then > now - MOST_WITHIN), now]
        if len((text_data or "").encode()) + len(bytes_data or b"") > LONGEST_FRAME:
            self.hub.dismiss([self], TOO_BIG)
        elif len(self.frames) > MOST_FRAMES:
            self.hub.dismiss([self], TOO_MANY)
        elif text_data == "snapshot":
            self.hub.resend(self)


class NoSuchBoard(AsyncWebsocketConsumer):
    """Any other address."""

    async def connect(self) -> None:
        await self.close(GONE)
