"""What one audience of one board is being shown."""

import json
from collections.abc import Awaitable, Callable
from typing import Protocol

from community.core.registry import Audience
from community.live.entry import Ticket
from community.live.panels import Snapshot

Message = dict[str, str]


class Watcher(Protocol):
    """One open socket."""

    ticket: Ticket
    base_send: Callable[[Message], Awaitable[None]]

    async def close(self, code: int) -> None: ...


class Showing:
    """The sockets of one audience, and what they were last sent."""

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self.watchers: set[Watcher] = set()
        # Those who have had nothing from us yet, by the version of the page they came with.
        self.newcomers: dict[Watcher, int] = {}
        # The version at which what this audience sees last changed; 0 before the first rendering.
        self.version = 0
        # The version of the last rendering, whether or not it changed anything here.
        self.seen = 0
        self.panels: dict[str, str] = {}
        self._whole: Message | None = None

    def turn_to(self, shot: Snapshot) -> Message | None:
        """Take in a fresh snapshot, whole or of a part; returns the message of what changed, if any."""
        self.seen = shot["version"]
        changed = {key: html for key, html in shot["panels"].items() if self.panels.get(key) != html}
        if not changed:
            return None
        since, self.version = self.version, shot["version"]
        self.panels, self._whole = self.panels | shot["panels"], None
        return envelope(self.version, since, changed) if since else None

    def may_differ(self, have: int) -> bool:
        """Whether a page of version ``have`` may show something else.

        What stood there between two renderings was never seen here: it may have changed and changed
        back, and then no message tells such a page.
        """
        return have not in (self.version, self.seen)

    def everything(self) -> Message:
        """The message with every panel, and for whom; its ``since`` is 0, as it needs nothing before it."""
        if self._whole is None:
            self._whole = envelope(self.version, 0, self.panels, seen_as=self.audience.mark)
        return self._whole

    def pulse(self) -> Message:
        """Changes nothing. By it a page knows that its socket lives, and what it should have."""
        return envelope(self.version, self.version, {})


def envelope(version: int, since: int, panels: dict[str, str], **more: str) -> Message:
    """One message for many sockets, put into words once."""
    body = {"version": version, "since": since, "panels": panels, **more}
    return {"type": "websocket.send", "text": json.dumps(body, ensure_ascii=False, separators=(",", ":"))}
