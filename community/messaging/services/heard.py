"""A text, or the digits of a call, while it is acted on; and what is said back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from community.messaging import reading
from community.messaging.models import Message, ReplyChoice, Thread
from community.people.models import Person


@dataclass(frozen=True)
class Incoming:
    """``choice``: what its number means on this phone. ``people``: all who have it, looked up when asked."""

    message: Message
    people: Sequence[Person]
    said: reading.Reading
    choice: ReplyChoice | None

    @property
    def thread(self) -> Thread:
        return self.message.thread


@dataclass(frozen=True)
class Echo:
    """``words`` for one person, or ``for_all``: written in each language that the phone's people read."""

    words: str = ""
    person: Person | None = None
    for_all: Callable[[], str] | None = None


class NotKnownWho(Exception):
    """Before this text may count, somebody must say who wrote it."""
