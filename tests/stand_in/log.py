"""The carrier's own list of messages: all that came and went, whoever else knows of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

# Twilio's own, unless asked for.
PAGE = 50


@dataclass
class Text:
    """One text, as Twilio keeps it. ``status`` is what the list says of it."""

    sid: str
    to: str
    sender: str
    body: str
    callback: str = ""
    direction: str = "outbound-api"
    status: str = "queued"
    error_code: int | None = None
    pictures: int = 0
    created: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def as_json(self, account: str, **changes: Any) -> dict[str, Any]:
        """The message resource (https://www.twilio.com/docs/messaging/api/message-resource)."""
        moment = format_datetime(self.created)
        return {
            "sid": self.sid,
            "account_sid": account,
            "to": self.to,
            "from": self.sender,
            "body": self.body,
            "status": self.status,
            "direction": self.direction,
            "error_code": self.error_code,
            "num_segments": "1",
            "num_media": str(self.pictures),
            "date_created": moment,
            "date_sent": moment,
            "date_updated": moment,
        } | changes


class Log:
    """Texts in the order in which they came or were taken; nothing is ever removed."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self.places: dict[str, int] = {}

    def add(self, text: Text) -> Text:
        self.places[text.sid] = len(self.texts)
        self.texts.append(text)
        return text

    def find(self, sid: str) -> Text | None:
        place = self.places.get(sid)
        return None if place is None else self.texts[place]

    def page(self, path: str, account: str, asked: dict[str, str], longest: int) -> dict[str, Any]:
        """One page, of ``longest`` at most, of those that ``asked`` (Twilio's query fields) lets through.

        Newest first. A page's token names the last text before it, so what comes meanwhile moves nothing.
        """
        size = max(1, min(int(asked.get("PageSize", PAGE)), longest))
        after = asked.get("PageToken", "").removeprefix("PA")
        below = self.places[after] if after else len(self.texts)
        found = [*_first(size + 1, self._matching(below, asked))]
        shown, number = found[:size], int(asked.get("Page", 0))
        following = (
            asked | {"PageSize": str(size), "Page": str(number + 1), "PageToken": f"PA{shown[-1].sid}"}
            if len(found) > size
            else None
        )
        return {
            "messages": [text.as_json(account) for text in shown],
            "page": number,
            "page_size": size,
            "uri": f"{path}?{urlencode(asked)}",
            "next_page_uri": f"{path}?{urlencode(following)}" if following else None,
        }

    def _matching(self, below: int, asked: dict[str, str]) -> Iterator[Text]:
        begins = [moment_in(asked[name])[0] for name in ("DateSent", "DateSent>") if name in asked]
        ends = [moment_in(asked[name])[1] for name in ("DateSent", "DateSent<") if name in asked]
        for place in range(below - 1, -1, -1):
            text = self.texts[place]
            if (
                asked.get("To", text.to) == text.to
                and asked.get("From", text.sender) == text.sender
                and all(begin <= text.created for begin in begins)
                and all(text.created <= end for end in ends)
            ):
                yield text


def _first(number: int, texts: Iterator[Text]) -> Iterator[Text]:
    for _place, text in zip(range(number), texts, strict=False):
        yield text


def moment_in(written: str) -> tuple[datetime, datetime]:
    """First and last moment of a day ("2026-11-24") or of a second ("2026-11-24T17:00:00Z")."""
    if "T" in written:
        moment = datetime.fromisoformat(written)
        return moment, moment
    day = datetime.fromisoformat(written).replace(tzinfo=UTC)
    return day, day + timedelta(days=1, seconds=-1)
