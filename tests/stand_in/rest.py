"""The REST API over HTTP/1.1, as lean as it can be: thousands of requests a second on kept connections."""

import asyncio
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from tests.stand_in.twilio import StandIn

MESSAGES = re.compile(
    r"/2010-04-01/Accounts/(?P<account>AC[0-9a-fA-F]{32})/(?P<kind>Calls|Messages)(/(?P<sid>SM[0-9a-f]{32}))?\.json"
)


@dataclass
class Trouble:
    """How to fail: an HTTP status with Twilio's code; "hang" never answers; "drop" cuts the line.

    ``taken``: the text is taken all the same, as when only the answer is lost.
    """

    status: int | str
    code: int = 0
    taken: bool = False


class Connection(asyncio.Protocol):
    """One client; its requests come one after another."""

    def __init__(self, twilio: "StandIn") -> None:
        self.twilio = twilio
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport
        self.twilio.connections.add(self)

    def connection_lost(self, problem: Exception | None) -> None:
        self.twilio.connections.discard(self)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            first, *lines = self.buffer[:end].decode("latin-1").split("\r\n")
            headers = {
                name.lower(): value.strip() for name, _colon, value in (x.partition(":") for x in lines)
            }
            until = end + 4 + int(headers.get("content-length", 0))
            if len(self.buffer) < until:
                return
            body, self.buffer = self.buffer[end + 4 : until].decode(), self.buffer[until:]
            method, address, _version = first.split(" ")
            self.handle(method, address, headers, body)

    def handle(self, method: str, address: str, headers: dict[str, str], body: str) -> None:
        asked = urlsplit(address)
        found = MESSAGES.fullmatch(asked.path)
        if found is None or found["account"] != self.twilio.account:
            self.refuse(404, 20404)
        elif headers.get("authorization") != self.twilio.key:
            self.refuse(401, 20003)
        elif found["kind"] == "Calls":
            self.call(dict(parse_qsl(body, keep_blank_values=True)))
        elif method == "POST":
            self.take(dict(parse_qsl(body, keep_blank_values=True)))
        elif found["sid"]:
            text = self.twilio.log.find(found["sid"])
            if text is None:
                self.refuse(404, 20404)
            else:
                self.answer(200, text.as_json(self.twilio.account))
        else:
            self.list(asked.path, dict(parse_qsl(asked.query)), address)

    def list(self, path: str, query: dict[str, str], address: str) -> None:
        twilio = self.twilio
        twilio.asked.append(address)
        trouble = twilio.list_troubles.pop(0) if twilio.list_troubles else None
        if trouble is not None:
            self.refuse(int(trouble.status), trouble.code)
        else:
            self.answer(200, twilio.log.page(path, twilio.account, query, twilio.page_size))

    def take(self, fields: dict[str, str]) -> None:
        """A message to send: take it, or fail as planned."""
        text, trouble = self.twilio.take(fields)
        if trouble is None and text is not None:
            self.answer(201, text.as_json(self.twilio.account, status="queued", date_sent=None))
        elif trouble is not None and isinstance(trouble.status, int):
            self.refuse(trouble.status, trouble.code)
        elif trouble is not None and trouble.status == "drop":
            self.transport.abort()

    def call(self, fields: dict[str, str]) -> None:
        """A call to make: take it, or fail as planned."""
        sid, trouble = self.twilio.call(fields)
        if trouble is None:
            self.answer(201, {"sid": sid, "status": "queued"})
        else:
            self.refuse(int(trouble.status), trouble.code)

    def refuse(self, status: int, code: int) -> None:
        self.answer(status, {"code": code, "message": "refused", "status": status})

    def answer(self, status: int, body: dict[str, Any]) -> None:
        raw = json.dumps(body).encode()
        head = f"HTTP/1.1 {status} .\r\nContent-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
        if self.twilio.latency:
            asyncio.get_running_loop().call_later(self.twilio.latency, self.write, head.encode() + raw)
        else:
            self.transport.write(head.encode() + raw)

    def write(self, raw: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(raw)
