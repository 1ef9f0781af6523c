"""A stand-in for Twilio on the loopback: its REST API for messages and calls, and its signed webhooks.

It answers the fields that Twilio's own library reads, refuses what Twilio refuses
(https://www.twilio.com/docs/api/errors), and can be told to fail.
"""

import base64
import itertools
import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from twilio.request_validator import RequestValidator

MESSAGES = re.compile(r"/2010-04-01/Accounts/(?P<account>AC[0-9a-fA-F]{32})/(Messages|Calls)\.json")


@dataclass
class Sent:
    """One text that the stand-in took."""

    sid: str
    to: str
    sender: str
    body: str
    callback: str


@dataclass
class Trouble:
    """How to fail: an HTTP status with Twilio's code; "hang" never answers; "drop" cuts the line.

    ``taken``: the text is taken all the same, as when only the answer is lost.
    """

    status: int | str
    code: int = 0
    taken: bool = False


@dataclass
class StandIn:
    """What was sent through it, and what it shall do next. It serves inside ``with StandIn() as twilio:``."""

    account: str = "AC" + "0" * 32
    token: str = "a-made-up-token"
    url: str = ""
    sent: list[Sent] = field(default_factory=list)
    # The calls it was asked to make, by Twilio's field names.
    calls: list[dict[str, str]] = field(default_factory=list)
    # Every POST that came, also refused ones: (To, Body).
    tried: list[tuple[str, str]] = field(default_factory=list)
    # The next so many requests fail like this; and numbers that always do.
    next_troubles: list[Trouble] = field(default_factory=list)
    trouble_for: dict[str, Trouble] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Condition = field(default_factory=threading.Condition)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __enter__(self) -> Self:
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.twilio = self
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()
        return self

    def __exit__(self, *trouble: object) -> None:
        self.over.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

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

    def text(self, address: str, **fields: str) -> int:
        """A text comes in at the webhook ``address``; returns its HTTP status. Twilio's field names."""
        sid = {"MessageSid": self.new_sid(), "SmsStatus": "received", "NumMedia": "0"}
        return self.post(address, {**sid, "AccountSid": self.account, **fields})

    def tell(self, text: Sent, status: str, error_code: int | None = None, *, address: str = "") -> int:
        """News of a text, posted to the callback that came with it unless ``address`` is given."""
        fields = {"MessageSid": text.sid, "MessageStatus": status, "To": text.to, "From": text.sender}
        if error_code is not None:
            fields["ErrorCode"] = str(error_code)
        return self.post(address or text.callback, fields)

    def post(self, address: str, fields: dict[str, str], *, signature: str | None = None) -> int:
        """Post ``fields``, signed as Twilio signs, and return the HTTP status."""
        signature = signature or RequestValidator(self.token).compute_signature(address, fields)
        request = urllib.request.Request(  # noqa: S310  addresses come from the tests
            address, urlencode(fields).encode(), {"X-Twilio-Signature": signature}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
                return response.status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def new_sid(self) -> str:
        return f"SM{next(self.numbers):032x}"

    def refusal(self, fields: dict[str, str]) -> Trouble | None:
        """What Twilio would say against these fields."""
        body = fields.get("Body", "")
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", fields.get("To", "")):
            return Trouble(400, 21211)
        if not fields.get("From"):
            return Trouble(400, 21603)
        return Trouble(400, 21602 if not body else 21617) if not 0 < len(body) <= 1600 else None


def _as_json(twilio: StandIn, text: Sent) -> dict[str, Any]:
    return {
        "sid": text.sid,
        "account_sid": twilio.account,
        "to": text.to,
        "from": text.sender,
        "body": text.body,
        "status": "queued",
        "direction": "outbound-api",
        "error_code": None,
        "num_segments": "1",
    }


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        """List the messages, newest first."""
        twilio = self.server.twilio
        if self._is_welcome():
            texts = [_as_json(twilio, text) for text in reversed(twilio.sent)]
            self._answer(200, {"messages": texts, "page": 0, "page_size": len(texts), "next_page_uri": None})

    def do_POST(self) -> None:
        """Take a message."""
        twilio = self.server.twilio
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self._is_welcome():
            return
        fields = dict(parse_qsl(raw.decode(), keep_blank_values=True))
        if urlsplit(self.path).path.endswith("/Calls.json"):
            self._call(fields)
            return
        to, body = fields.get("To", ""), fields.get("Body", "")
        twilio.tried.append((to, body))
        planned = twilio.next_troubles.pop(0) if twilio.next_troubles else twilio.trouble_for.get(to)
        trouble = planned or twilio.refusal(fields)
        if trouble is None or trouble.taken:
            callback = fields.get("StatusCallback", "")
            with twilio.arrived:
                twilio.sent.append(Sent(twilio.new_sid(), to, fields["From"], body, callback))
                twilio.arrived.notify_all()
        if trouble is None:
            self._answer(201, _as_json(twilio, twilio.sent[-1]))
        elif isinstance(trouble.status, int):
            self._refuse(trouble.status, trouble.code)
        else:
            if trouble.status == "hang":
                twilio.over.wait()
            self.close_connection = True

    def _call(self, fields: dict[str, str]) -> None:
        """Take a call, or refuse it as planned for texts."""
        twilio = self.server.twilio
        trouble = (
            twilio.next_troubles.pop(0) if twilio.next_troubles else twilio.refusal({**fields, "Body": "-"})
        )
        if trouble is not None and isinstance(trouble.status, int):
            self._refuse(trouble.status, trouble.code)
            return
        twilio.calls.append(fields)
        self._answer(201, {"sid": f"CA{next(twilio.numbers):032x}", "status": "queued"})

    def _is_welcome(self) -> bool:
        twilio = self.server.twilio
        found = MESSAGES.fullmatch(urlsplit(self.path).path)
        key = base64.b64encode(f"{twilio.account}:{twilio.token}".encode()).decode()
        if found is None or found["account"] != twilio.account:
            self._refuse(404, 20404)
        elif self.headers.get("Authorization") != f"Basic {key}":
            self._refuse(401, 20003)
        else:
            return True
        return False

    def _refuse(self, status: int, code: int) -> None:
        self._answer(status, {"code": code, "message": "refused", "status": status})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class names it so
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    twilio: StandIn
