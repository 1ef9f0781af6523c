"""The floor: an asyncio server that writes the same bytes to every socket, with no framework at all."""

import asyncio

from bench.machine import PORT

SWITCH = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


class Socket(asyncio.Protocol):
    """Any word (the size wanted, in digits) makes the server send a frame of that size to all."""

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
            self.transport.write(SWITCH)
            return
        size = int(data[6:])  # after the frame's header and its mask of zeros
        frame = b"\x81\x7f" + size.to_bytes(8, "big") + b"x" * size
        for transport in list(self.everybody):
            transport.write(frame)


async def main() -> None:
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(Socket, "127.0.0.1", PORT, backlog=1024)
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
