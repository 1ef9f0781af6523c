"""A stand-in for Twilio on the loopback: its REST API for messages, and its signed webhooks.

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
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from twilio.request_validator import RequestValidator

MESSAGES = re.compile(r"/2010-04-01/Accounts/(?P<account>AC[0-9a-fA-F]{32})/Messages\.json")


def now() -> datetime:
    """This moment, as Twilio writes it: to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass
class Sent:
    """One text that the stand-in took, or (``received``) that a phone sent to us."""

    sid: str
    to: str
    sender: str
    body: str
    callback: str
    status: str = "queued"
    error_code: int | None = None
    direction: str = "outbound-api"
    pictures: int = 0
    created: datetime = field(default_factory=now)


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
    # Every text that phones sent to us, whether its webhook arrived or not.
    received: list[Sent] = field(default_factory=list)
    # So many messages a page of its list; Twilio's own limit is 1000.
    page_size: int = 1000
    # Every POST that came, also refused ones: (To, Body).
    tried: list[tuple[str, str]] = field(default_factory=list)
    # The next so many requests fail like this; and numbers that always do.
    next_troubles: list[Trouble] = field(default_factory=list)
    trouble_for: dict[str, Trouble] = field(default_factory=dict)
    # The same for requests for its list; and the addresses of all such requests.
    list_troubles: list[Trouble | None] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
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
        text = self.keep(**fields)
        sid = {"MessageSid": text.sid, "SmsStatus": "received", "NumMedia": "0"}
        return self.post(address, {**sid, "AccountSid": self.account, **fields})

    def keep(self, **fields: str) -> Sent:
        """Keep a text that a phone sent to us in the list, and tell nobody. Twilio's field names."""
        sid, pictures = fields.get("MessageSid") or self.new_sid(), int(fields.get("NumMedia", 0))
        text = Sent(sid, fields["To"], fields["From"], fields.get("Body", ""), "", "received")
        text.direction, text.pictures = "inbound", pictures
        self.received.append(text)
        return text

    def tell(self, text: Sent, status: str, error_code: int | None = None, *, address: str = "") -> int:
        """News of a text, posted to the callback that came with it unless ``address`` is given."""
        text.status, text.error_code = status, error_code
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
        return f"SMc{next(self.numbers):031x}"

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
        "status": text.status,
        "direction": text.direction,
        "error_code": text.error_code,
        "num_segments": "1",
        "num_media": str(text.pictures),
        "date_created": format_datetime(text.created),
        "date_sent": format_datetime(text.created),
    }


def _is_wanted(text: Sent, wanted: dict[str, str]) -> bool:
    """Whether ``text`` passes the filters of a request for the list."""
    moment = text.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        wanted.get("To", text.to) == text.to
        and wanted.get("From", text.sender) == text.sender
        and wanted.get("DateSent>", moment) <= moment <= wanted.get("DateSent<", moment)
    )


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        """List the messages, newest first, by ``To``, ``From``, ``DateSent>`` and ``DateSent<``."""
        twilio = self.server.twilio
        if not self._is_welcome():
            return
        twilio.asked.append(self.path)
        trouble = twilio.list_troubles.pop(0) if twilio.list_troubles else None
        if trouble is not None:
            self._refuse(int(trouble.status), trouble.code)
            return
        address = urlsplit(self.path)
        wanted = dict(parse_qsl(address.query))
        texts = [text for text in [*twilio.sent, *twilio.received] if _is_wanted(text, wanted)]
        texts.sort(key=lambda text: text.created, reverse=True)
        page, size = int(wanted.pop("Page", 0)), min(int(wanted.get("PageSize", 50)), twilio.page_size)
        shown = [_as_json(twilio, text) for text in texts[page * size : (page + 1) * size]]
        more = len(texts) > (page + 1) * size
        following = f"{address.path}?{urlencode({**wanted, 'Page': page + 1})}" if more else None
        self._answer(200, {"messages": shown, "page": page, "page_size": size, "next_page_uri": following})

    def do_POST(self) -> None:
        """Take a message."""
        twilio = self.server.twilio
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self._is_welcome():
            return
        fields = dict(parse_qsl(raw.decode(), keep_blank_values=True))
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
