"""The floor: an asyncio server that writes the same bytes to every socket, with no framework at all."""

import asyncio

from bench.frames import frame
from bench.machine import PORT

SWITCH = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


class Socket(asyncio.Protocol):
    """Any word ("version size" in digits) makes the server send such a frame to all."""

    everybody: set[asyncio.WriteTransport] = set()
    shaken = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.everybody.add(transport)

    def connection_lost(self, problem: Exception | None) -> None:
        self.everybody.discard(self.transport)

    def data_received(self, data: bytes) -> None:
        if not self.shaken:
            self.shaken = True
            self.transport.write(SWITCH + _framed(frame(1, 0)))
            return
        version, size = map(int, data[6:].split())  # after the frame's header and its mask of zeros
        message = _framed(frame(version, size))
        for transport in list(self.everybody):
            transport.write(message)


def _framed(text: str) -> bytes:
    """A text frame of a server (RFC 6455, 5.2)."""
    body = text.encode()
    return b"\x81\x7f" + len(body).to_bytes(8, "big") + body


async def main() -> None:
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(Socket, "127.0.0.1", PORT, backlog=1024)
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
