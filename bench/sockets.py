"""Many phones in one process, as light as they can be: they look at the version of what they are sent."""

import asyncio
import base64
import os
import resource
import time

from bench.machine import PORT

AT_ONCE = 100  # handshakes under way at a time
ATTEMPTS = 5
PATIENCE = 60.0  # seconds
VERSION = b'{"version":'


class Hall:
    """Phones that wait for the same news."""

    def __init__(self) -> None:
        self.phones: list[Phone] = []
        self.version = 0
        self.frames = self.bytes = 0
        self.last_at = 0.0
        self._wanted, self._lacking = 0, 0
        self._there: asyncio.Future[float] | None = None
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))

    def expect(self, version: int) -> "asyncio.Future[float]":
        """Resolves to the moment at which the last phone has ``version`` or a later one."""
        self._wanted = version
        self._lacking = sum(phone.version < version for phone in self.phones)
        self._there = asyncio.get_running_loop().create_future()
        if not self._lacking:
            self._there.set_result(self.last_at)
        return self._there

    def heard(self, before: int, version: int, size: int) -> None:
        """A phone had ``before`` and was sent ``version`` in a frame of ``size`` bytes."""
        if version == before:
            return  # a pulse: the socket lives, and nothing is new
        self.frames += 1
        self.bytes += size
        self.version = max(self.version, version)
        self.last_at = time.perf_counter()
        if before < self._wanted <= version:
            self._lacking -= 1
            if not self._lacking and self._there and not self._there.done():
                self._there.set_result(self.last_at)

    async def fill(self, paths: list[str], cookies: list[str]) -> None:
        """Open a socket for each path. Returns when each has been sent a first frame."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def enter(path: str, cookie: str) -> Phone:
            async with turns:
                return await self._dial(path, cookie)

        self.phones = await asyncio.gather(*map(enter, paths, cookies))
        await asyncio.wait_for(self.expect(1), PATIENCE)

    async def _dial(self, path: str, cookie: str) -> "Phone":
        """One open socket: a phone whose connection is reset tries again, as a page does."""
        for attempt in range(ATTEMPTS):
            phone = Phone(self, path, cookie)
            try:
                await asyncio.get_running_loop().create_connection(lambda: phone, "127.0.0.1", PORT)  # noqa: B023
                await asyncio.wait_for(phone.open, PATIENCE)
            except OSError:
                if attempt == ATTEMPTS - 1:
                    raise
            else:
                return phone
        raise AssertionError("unreachable")

    def empty(self) -> None:
        """Hang up, without a goodbye."""
        for phone in self.phones:
            phone.transport.abort()
        self.phones = []


class Phone(asyncio.Protocol):
    """One socket: shakes hands, then only reads versions (RFC 6455; servers do not mask)."""

    def __init__(self, hall: Hall, path: str, cookie: str) -> None:
        self.hall, self.path, self.cookie = hall, path, cookie
        self.open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = b""
        self.version = 0
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Origin: http://localhost\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Cookie: {self.cookie}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        data = self.buffer + data if self.buffer else data
        if not self.open.done():
            head, end, rest = data.partition(b"\r\n\r\n")
            if not end:
                self.buffer = data
                return
            status = head.split(b"\r\n", 1)[0]
            if b" 101 " not in status:
                self.open.set_exception(ConnectionError(status.decode()))
                return
            self.open.set_result(None)
            data = rest
        while len(data) >= 2:
            size, start = data[1], 2
            if size > 125:
                start = 4 if size == 126 else 10
                size = int.from_bytes(data[2:start], "big")
            if len(data) < start + size:
                break
            self.take(data[0] & 15, data[start : start + size])
            data = data[start + size :]
        self.buffer = data

    def take(self, opcode: int, payload: bytes) -> None:
        if opcode == 1:
            version = int(payload[len(VERSION) : payload.index(b",")])
            before, self.version = self.version, version
            self.hall.heard(before, version, len(payload))
        elif opcode == 9:  # a ping: whoever does not answer is dropped
            self.send(10, payload)

    def send(self, opcode: int, payload: bytes) -> None:
        """Send a short frame, masked with zeros."""
        self.transport.write(bytes([0x80 | opcode, 0x80 | len(payload)]) + bytes(4) + payload)

    def connection_lost(self, problem: Exception | None) -> None:
        self.closed = True
        if not self.open.done():
            self.open.set_exception(problem or ConnectionError("closed before it opened"))
