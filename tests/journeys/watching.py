"""Following a live board over its socket, as a phone or a screen does."""

import json
from contextlib import contextmanager

import pytest
from websockets.sync.client import connect


class Watcher:
    """What one screen shows: the panels that were sent to it, put together."""

    def __init__(self, socket):
        self.socket = socket
        self.version = 0
        self.panels: dict[str, str] = {}

    def next(self, seconds, otherwise):
        """The next message; a failure that says ``otherwise`` when none comes in time."""
        try:
            return json.loads(self.socket.recv(timeout=seconds))
        except TimeoutError:
            pytest.fail(otherwise)

    def until(self, panel, *words, seconds=60):
        """Read on until ``panel`` shows all of ``words``; returns its HTML."""
        while not all(word in self.panels.get(panel, "") for word in words):
            envelope = self.next(seconds, f"{panel} shows {self.panels.get(panel)!r}, not yet {words}")
            assert envelope["version"] >= self.version
            self.version = envelope["version"]
            self.panels.update(envelope["panels"])
        return self.panels[panel]


@contextmanager
def watching(house, path, *, cookies=""):
    """Open the socket at ``path``; the first message is the whole board."""
    headers = {"Cookie": cookies} if cookies else {}
    with connect(
        house.ws_address + path, origin=house.address, additional_headers=headers, proxy=None
    ) as socket:
        yield Watcher(socket)
