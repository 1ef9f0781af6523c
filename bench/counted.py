"""Stoop as it is served, and at one more address how many sockets its hub has seats for."""

from typing import Any

from bench.reconnect import SEATS
from community.config.asgi import application as stoop
from community.live.hub import hub


async def application(scope: Any, receive: Any, send: Any) -> None:
    """The whole of Stoop; the number of seats stands at ``SEATS``."""
    if scope["type"] != "http" or scope["path"] != SEATS:
        await stoop(scope, receive, send)
        return
    seats = str(len(hub().seats)).encode()
    headers = [(b"content-length", str(len(seats)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": seats})
