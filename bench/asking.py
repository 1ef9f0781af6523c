"""HTTP from the clients' side: one kept-alive connection at a time."""

import asyncio
from urllib.parse import urlencode

from bench.machine import PORT


def written(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The bytes of a request."""
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: localhost",
        *(f"{name}: {value}" for name, value in headers.items()),
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Line:
    """One connection, opened at its first request."""

    def __init__(self, port: int = PORT) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and read the whole answer; returns the status and the body."""
        if self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        body = await read_body(self.reader, head)
        return int(head.split(b" ", 2)[1]), body

    async def post(self, path: str, fields: dict[str, str], headers: dict[str, str]) -> int:
        """POST a form; returns the status."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        status, _body = await self.ask(written("POST", path, headers | form, urlencode(fields).encode()))
        return status

    def close(self) -> None:
        if self.reader is not None:
            self.writer.close()


async def read_body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    """Read the body of a response whose head was read, with a length or in chunks."""
    if (length := head.lower().partition(b"content-length: ")[2]) != b"":
        return await reader.readexactly(int(length.split(b"\r\n")[0]))
    body = b""
    while size := int((await reader.readline()).strip(), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return body
