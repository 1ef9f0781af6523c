"""Frames that go straight to a socket come whole and in order, also when the kernel takes only a part."""

from functools import partial
from types import SimpleNamespace

import pytest

from community.live.wire import framed, hand, wire_under, write


class Transport:
    """Twisted's end of a connection whose kernel takes ``room`` bytes at a time."""

    def __init__(self, room):
        self.room, self.sent = room, b""
        self.dataBuffer, self._tempDataBuffer = b"", []

    def writeSomeData(self, data):  # noqa: N802  Twisted's
        if self.room is None:
            return ConnectionError("lost")
        self.sent += data[: self.room]
        return min(self.room, len(data))

    def write(self, data):
        self._tempDataBuffer.append(data)


class Wire(SimpleNamespace):
    STATE_OPEN = 3


Wire.__module__ = "daphne.ws_protocol"


def wire(room, **more):
    return Wire(transport=Transport(room), state=3, send_queue=[], _perMessageCompress=None, **more)


def on_its_way(line):
    return line.transport.sent + b"".join(line.transport._tempDataBuffer)


@pytest.mark.parametrize("room", [0, 1, 7, 1000, None])
def test_all_of_it_in_order_whatever_the_kernel_takes(room):
    line = wire(room)
    for frame in (b"first", b"second", b"third"):
        write(line, frame)
    assert on_its_way(line) == b"firstsecondthird"


def test_nothing_overtakes_what_waits():
    line = wire(1000)
    line.transport.write(b"a ping")
    write(line, b"news")
    assert line.transport.sent == b""
    assert on_its_way(line) == b"a pingnews"


def test_a_socket_that_is_closing_is_sent_nothing():
    line = wire(1000)
    line.state = 2
    write(line, b"news")
    assert on_its_way(line) == b""


@pytest.mark.parametrize(
    ("size", "head"),
    [
        (125, b"\x81\x7d"),
        (126, b"\x81\x7e\x00\x7e"),
        (65535, b"\x81\x7e\xff\xff"),
        (65536, b"\x81\x7f" + (65536).to_bytes(8, "big")),
    ],
)
def test_a_frame_says_its_size_in_bytes(size, head):
    words = "é" * (size // 2) + "x" * (size % 2)
    assert framed(words) == head + words.encode()


def test_only_daphnes_own_plain_connections():
    assert wire_under(partial(print, wire(1))) is not None
    squeezed = wire(1)
    squeezed._perMessageCompress = object()
    behind_tls = wire(1)
    behind_tls.transport = object()
    for send in (
        print,
        partial(print),
        partial(print, "x"),
        partial(print, squeezed),
        partial(print, behind_tls),
    ):
        assert wire_under(send) is None


def test_who_would_have_us_wait_or_fails_is_named_and_the_others_are_served():
    got = []

    class Waits:
        def __await__(self):
            yield

    async def takes(message):
        got.append(message)

    async def waits(message):
        await Waits()

    async def fails(message):
        raise ConnectionError

    line = wire(1000)
    watchers = [SimpleNamespace(base_send=send) for send in (waits, takes, fails, partial(print, line))]
    message = {"type": "websocket.send", "text": "news"}
    assert hand(message, watchers) == [watchers[0], watchers[2]]
    assert got == [message]
    assert on_its_way(line) == framed("news")
