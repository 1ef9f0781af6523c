"""Calls for tests: Twilio's voice webhooks, signed, and questions that can be read aloud."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree

from django.test import Client

from community.core import registry
from community.core.registry import ReplyHandler
from community.messaging.services import open_question
from community.models import Person
from tests.factories.messaging import in_an_hour, twilio_posts

_sids = itertools.count(1)
TEST, PERSONAL = "test", "test personal"


@contextmanager
def questions_aloud() -> Iterator[list[tuple[str, int, str]]]:
    """Two kinds of question that exist only here; yields who answered what: (first name, subject, value)."""
    got: list[tuple[str, int, str]] = []

    def answer(question: Any, value: str, message: Any) -> str:
        got.append((question.person.first_name, question.subject_id, value))
        return f"Got it: {value}."

    def line(question: Any, numbers: Any) -> str:
        choices = " ".join(f"{number} {value}" for value, number in numbers.items())
        return f"Question {question.subject_id}: {choices}"

    for key in (TEST, PERSONAL):
        registry.reply_handlers.add(key, ReplyHandler(answer, line, is_personal=key == PERSONAL))
    try:
        yield got
    finally:
        for key in (TEST, PERSONAL):
            del registry.reply_handlers._plugs[key]


def ask(person: Person, subject_id: int = 1, handler: str = TEST) -> dict[str, int]:
    """Open a question of yes and no, without a text."""
    return open_question(
        person, handler=handler, subject_id=subject_id, values=["yes", "no"], expires_at=in_an_hour()
    )


class Call:
    """A call from ``phone`` to ``number``: ``heard`` is what was said last, ``goes_to`` where keys go."""

    def __init__(self, phone: str, number: str, **more: str) -> None:
        self.fields = {"CallSid": f"CA{next(_sids):032x}", "From": phone, "To": number, **more}
        self.take(twilio_posts(Client(), "/voice/", self.fields))

    def take(self, answer: Any) -> None:
        """Hear what the webhook answered."""
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/xml"
        twiml = ElementTree.fromstring(answer.content)  # noqa: S314  our own
        says = list(twiml.iter("Say"))
        self.heard = " ".join(say.text or "" for say in says)
        self.voices = {(say.get("voice"), say.get("language")) for say in says}
        gather = twiml.find("Gather")
        asked = gather.attrib if gather is not None else {}
        self.goes_to, self.keys = asked.get("action", ""), asked.get("numDigits", "")
        assert (twiml.find("Hangup") is not None) == (not self.goes_to)

    def press(self, digits: str) -> str:
        """Press ``digits`` ("": nothing), and hear the next turn. Returns where they were told."""
        told_to = self.goes_to
        self.tell(told_to, digits)
        return told_to

    def tell(self, address: str, digits: str) -> None:
        """Twilio tells ``address`` of ``digits``, perhaps once more."""
        self.take(twilio_posts(Client(), address, {**self.fields, "Digits": digits}))
