"""Many WebSocket clients in one process, as light as they can be: they count frames."""

import asyncio
import base64
import os
import time
from urllib.parse import quote

from bench.machine import PORT

AT_ONCE = 50  # handshakes under way at a time
PATIENCE = 60.0


class Hall:
    """Sockets that wait for the same news."""

    def __init__(self) -> None:
        self.sockets: list[Phone] = []
        self.frames = 0
        self.awaited = 0
        self.all_heard: asyncio.Future | None = None
        self.last_size = 0

    def expect(self) -> "asyncio.Future[float]":
        """Resolves to the moment at which every socket has had one more frame."""
        self.frames, self.awaited = 0, len(self.sockets)
        self.all_heard = asyncio.get_running_loop().create_future()
        return self.all_heard

    def heard(self, size: int) -> None:
        self.frames += 1
        self.last_size = size
        if self.frames == self.awaited and self.all_heard and not self.all_heard.done():
            self.all_heard.set_result(time.perf_counter())

    async def fill(self, paths: list[str], cookies: list[str], *, greeted: bool) -> None:
        """Open a socket for each path; ``greeted``: the server sends each a first frame by itself."""
        turns = asyncio.Semaphore(AT_ONCE)
        greeting = self.expect()
        self.awaited = len(paths)

        async def enter(path: str, cookie: str) -> None:
            async with turns:
                loop = asyncio.get_running_loop()
                _transport, phone = await loop.create_connection(
                    lambda: Phone(self, path, cookie), "127.0.0.1", PORT
                )
                self.sockets.append(phone)
                await asyncio.wait_for(phone.open, PATIENCE)

        await asyncio.gather(*map(enter, paths, cookies))
        if greeted:
            await asyncio.wait_for(greeting, PATIENCE)

    async def empty(self) -> None:
        for phone in self.sockets:
            phone.transport.abort()
        self.sockets.clear()


class Phone(asyncio.Protocol):
    """One socket: shakes hands, then only measures what comes (RFC 6455; servers do not mask)."""

    def __init__(self, hall: Hall, path: str, cookie: str) -> None:
        self.hall, self.path, self.cookie = hall, path, cookie
        self.open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Origin: http://localhost\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Cookie: {self.cookie}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.open.done():
            head, end, rest = self.buffer.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head.split(b"\r\n", 1)[0]:
                self.open.set_exception(ConnectionError(head.split(b"\r\n", 1)[0].decode()))
                return
            self.buffer = rest
            self.open.set_result(None)
        while len(self.buffer) >= 2:
            size, start = self.buffer[1], 2
            if size > 125:
                start = 4 if size == 126 else 10
                if len(self.buffer) < start:
                    return
                size = int.from_bytes(self.buffer[2:start], "big")
            if len(self.buffer) < start + size:
                return
            opcode, payload = self.buffer[0] & 15, self.buffer[start : start + size]
            self.buffer = self.buffer[start + size :]
            if opcode == 1 and not payload.endswith(b'"panels":{}}'):  # a pulse is no news
                self.hall.heard(size)
            elif opcode == 9:  # a ping: whoever does not answer is dropped
                self.send(10, payload)

    def send(self, opcode: int, payload: bytes) -> None:
        """Send a short frame, masked with zeros."""
        self.transport.write(bytes([0x80 | opcode, 0x80 | len(payload)]) + bytes(4) + payload)

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.open.done():
            self.open.set_exception(problem or ConnectionError("closed before it opened"))


class Poster:
    """One kept-alive HTTP connection."""

    async def post(self, path: str, fields: dict[str, str], headers: dict[str, str]) -> int:
        """POST a form; returns the status."""
        if not hasattr(self, "writer"):
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", PORT)
        body = "&".join(f"{quote(name)}={quote(value)}" for name, value in fields.items()).encode()
        lines = [
            f"POST {path} HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        head = await self.reader.readuntil(b"\r\n\r\n")
        await read_body(self.reader, head)
        return int(head.split(b" ", 2)[1])

    def close(self) -> None:
        self.writer.close()


async def read_body(reader: asyncio.StreamReader, head: bytes) -> None:
    """Read the body of a response whose head was read, with a length or in chunks."""
    if (length := head.lower().partition(b"content-length: ")[2]) != b"":
        await reader.readexactly(int(length.split(b"\r\n")[0]))
        return
    while size := int((await reader.readline()).strip(), 16):
        await reader.readexactly(size + 2)
    await reader.readline()
