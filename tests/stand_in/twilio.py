"""Twilio, as far as Stoop can see it: what was sent through it, what comes in, and what it shall do next."""

import asyncio
import base64
import itertools
import random
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from tests.stand_in import webhooks
from tests.stand_in.log import Log, Text
from tests.stand_in.rest import Connection, Trouble


@dataclass
class StandIn:
    """Serves inside ``with StandIn() as twilio:``, in a thread of its own."""

    account: str = "AC" + "0" * 32
    token: str = "a-made-up-token"
    url: str = ""
    # Every text, both ways, as the list shows it; and those that were sent, or came in, oldest first.
    log: Log = field(default_factory=Log)
    sent: list[Text] = field(default_factory=list)
    received: list[Text] = field(default_factory=list)
    # So many texts at most on a page of the list; Twilio's own limit is 1000.
    page_size: int = 1000
    # The calls it was asked to make, by Twilio's field names.
    calls: list[dict[str, str]] = field(default_factory=list)
    # Every POST that came, also refused ones: (To, Body).
    tried: list[tuple[str, str]] = field(default_factory=list)
    # What the list says of a text that was taken.
    outcome: str = "queued"
    # The next so many requests fail like this; numbers that always do or (None) never do; a share of others.
    next_troubles: list[Trouble] = field(default_factory=list)
    trouble_for: dict[str, Trouble | None] = field(default_factory=dict)
    trouble_share: float = 0.0
    share_trouble: Trouble = field(default_factory=lambda: Trouble("hang", taken=True))
    draw: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311  no secret
    # The same for requests for the list; and the addresses of all such requests.
    list_troubles: list[Trouble | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    # Seconds until it answers.
    latency: float = 0.0
    arrived: threading.Condition = field(default_factory=threading.Condition)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    connections: set[Connection] = field(default_factory=set)

    def __enter__(self) -> Self:
        self.key = "Basic " + base64.b64encode(f"{self.account}:{self.token}".encode()).decode()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        # In its own thread: a browser test has a loop running in this one.
        listening = self.loop.create_server(lambda: Connection(self), "127.0.0.1", 0, backlog=1024)
        self.server = asyncio.run_coroutine_threadsafe(listening, self.loop).result()
        self.url = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *trouble: object) -> None:
        self.loop.call_soon_threadsafe(self._close)
        self.thread.join()
        self.loop.close()

    def _close(self) -> None:
        self.server.close()
        for connection in [*self.connections]:
            connection.transport.abort()
        # Aborted connections are told so in the loop's next turn.
        self.loop.call_soon(self.loop.stop)

    def new_sid(self) -> str:
        return f"SM{next(self.numbers):032x}"

    # What Stoop sends.

    def take(self, fields: dict[str, str]) -> tuple[Text | None, Trouble | None]:
        """One POST: the text if it was taken, and how the answer fails, if it does."""
        to, body = fields.get("To", ""), fields.get("Body", "")
        self.tried.append((to, body))
        trouble = self._planned(to) or _refusal(fields)
        if trouble is not None and not trouble.taken:
            return None, trouble
        callback = fields.get("StatusCallback", "")
        text = Text(self.new_sid(), to, fields["From"], body, callback, status=self.outcome)
        with self.arrived:
            self.sent.append(self.log.add(text))
            self.arrived.notify_all()
        return text, trouble

    def _planned(self, to: str) -> Trouble | None:
        if self.next_troubles:
            return self.next_troubles.pop(0)
        if to in self.trouble_for:
            return self.trouble_for[to]
        return self.share_trouble if self.draw.random() < self.trouble_share else None

    def call(self, fields: dict[str, str]) -> tuple[str, Trouble | None]:
        """One call to make: its sid, and how the answer fails, if it does."""
        trouble = self._planned(fields.get("To", "")) or _refusal({**fields, "Body": "-"})
        if trouble is None:
            self.calls.append(fields)
        return f"CA{next(self.numbers):032x}", trouble

    def bodies_to(self, phone: str) -> list[str]:
        """The texts that ``phone`` got, oldest first."""
        return [text.body for text in self.sent if text.to == phone]

    def wait_for(self, phone: str, pattern: str, *, seconds: float = 30) -> str:
        """The newest text to ``phone`` in which ``pattern`` is found, as soon as there is one."""

        def found() -> str | None:
            return next((body for body in reversed(self.bodies_to(phone)) if re.search(pattern, body)), None)

        with self.arrived:
            body = self.arrived.wait_for(found, timeout=seconds)
        assert body, f"{phone} got no text with {pattern!r}, but {self.bodies_to(phone)}"
        return body

    # What families send, and news of what went out.

    def keep(self, **fields: str) -> Text:
        """A text comes in and is on the list; whether anybody hears of it is another matter.

        Twilio's field names.
        """
        text = Text(
            fields.get("MessageSid") or self.new_sid(),
            fields["To"],
            fields["From"],
            fields.get("Body", ""),
            direction="inbound",
            status="received",
            pictures=int(fields.get("NumMedia", 0)),
        )
        self.received.append(self.log.add(text))
        return text

    def bring(self, text: Text, webhook: str, fallback: str = "") -> str:
        """Bring a text that came in as Twilio does; returns what took it: "webhook", "fallback" or "list"."""
        return webhooks.bring(webhooks.inbound_fields(self.account, text), self.token, webhook, fallback)

    def text(self, address: str, **fields: str) -> int:
        """A text comes in at the webhook ``address``; returns its HTTP status. Twilio's field names."""
        text = self.keep(**fields)
        return self.post(address, webhooks.inbound_fields(self.account, text) | fields)

    def tell(self, text: Text, status: str, error_code: int | None = None, *, address: str = "") -> int:
        """News of a text, posted to the callback that came with it unless ``address`` is given."""
        text.status, text.error_code = status, error_code
        fields = {"MessageSid": text.sid, "MessageStatus": status, "To": text.to, "From": text.sender}
        if error_code is not None:
            fields["ErrorCode"] = str(error_code)
        return self.post(address or text.callback, fields)

    def post(self, address: str, fields: dict[str, Any], *, signature: str | None = None) -> int:
        """Post ``fields``, signed as Twilio signs, and return the HTTP status."""
        return webhooks.post(address, fields, self.token, signature=signature)


def _refusal(fields: dict[str, str]) -> Trouble | None:
    """What Twilio would say against these fields."""
    body = fields.get("Body", "")
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", fields.get("To", "")):
        return Trouble(400, 21211)
    if not fields.get("From"):
        return Trouble(400, 21603)
    return Trouble(400, 21602 if not body else 21617) if not 0 < len(body) <= 1600 else None
