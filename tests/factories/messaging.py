"""Texts for tests: Twilio's webhooks, signed, and a question to answer."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import timezone

from community.core import registry
from community.core.registry import ReplyHandler
from community.messaging import gateway
from community.models import Community, Message, Person

_sids = itertools.count(1)


def new_sid() -> str:
    """A MessageSid that no other text of this test run has."""
    return f"SMfa{next(_sids):030x}"


def twilio_posts(client: Client, path: str, fields: dict[str, str], *, signature: str | None = None) -> Any:
    """Post ``fields`` to ``path`` as Twilio does, signed unless another ``signature`` is given."""
    if signature is None:
        signature = gateway.sign_for_simulator(f"http://testserver{path}", fields)
    return client.post(path, fields, headers={"X-Twilio-Signature": signature})


def text_from(phone: str, community: Community, body: str, *, sid: str | None = None, **more: str) -> Any:
    """The phone texts the community; returns the webhook's answer."""
    fields = {"MessageSid": sid or new_sid(), "From": phone, "To": community.number, "Body": body, **more}
    return twilio_posts(Client(), "/sms/inbound/", fields)


def tell(
    message: Message, status: str, *, sid: str | None = None, error: str = "", path: str | None = None
) -> Any:
    """Twilio's callback for ``message``."""
    path = path or f"/sms/status/?message={message.pk}"
    fields = {"MessageSid": sid or message.sid, "MessageStatus": status, "ErrorCode": error}
    signature = gateway.sign_for_simulator(f"https://stoop.example.org{path}", fields)
    return twilio_posts(Client(), path, fields, signature=signature)


@contextmanager
def plugged(key: str, answer: Any) -> Iterator[str]:
    """A reply handler that exists only here."""
    registry.reply_handlers.add(key, ReplyHandler(answer))
    try:
        yield key
    finally:
        del registry.reply_handlers._plugs[key]


def in_an_hour() -> Any:
    return timezone.now() + timedelta(hours=1)


def last_text_to(person: Person) -> str:
    """The body of the newest text queued or sent to the phone of ``person``."""
    texts = Message.objects.filter(thread__phone=person.phone, direction="out").order_by("-pk")
    return texts.values_list("body", flat=True)[0]


def shared_data(name: str) -> Any:
    """A file of tests/data/sms; each names its source."""
    return json.loads((Path(__file__).parents[1] / "data" / "sms" / name).read_text())
