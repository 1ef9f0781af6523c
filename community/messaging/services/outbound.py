"""Texts to people: written now, in their language, and queued in the caller's transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from community.core import jobs
from community.core.prepared import insert
from community.messaging.models import Message, ReplyExpectation, Thread
from community.messaging.segments import count
from community.messaging.selectors import sharers
from community.messaging.services.dropping import drop
from community.people.models import Community, Person

SEND_JOB = "community.messaging.jobs.send_waiting"
_MAY_COME_BACK = (Message.State.SENDING, Message.State.SENT, Message.State.UNKNOWN)
# What others may have changed in a thread since it was read.
CHANGING = [
    *("opted_out_at", "paused_at", "waiting_since", "failed_since", "promised_at"),
    *("heard_at", "doubted_at", "wrong_names", "held", "speaker", "speaks_until"),
]


def addressed(person: Person, body: str, others: Sequence[Person]) -> str:
    """``body``, beginning with the person's name where ``others`` share the phone."""
    if not others:
        return body
    namesake = any(other.first_name == person.first_name for other in others)
    return f"{person.display_name if namesake else person.first_name}: {body}"


@contextmanager
def speaking_to(person: Person) -> Iterator[None]:
    """In the language of ``person``, on the clock of their community."""
    with translation.override(person.language), timezone.override(person.community.zone):
        yield


def reach(person: Person) -> Thread | None:
    """The thread with the phone of ``person``, made if need be; None where no text can go."""
    if not person.phone or not person.community.number:
        return None
    thread, _made = Thread.objects.get_or_create(community=person.community, phone=person.phone)
    return thread


def lock_thread(thread: Thread) -> None:
    """Hold the row of ``thread`` until the commit, and bring it up to date."""
    rows = Thread.objects.select_for_update(no_key=True, of=("self",))
    thread.refresh_from_db(fields=CHANGING, from_queryset=rows)


def send_text(
    person: Person,
    render: Callable[[], str],
    *,
    once_key: str | None = None,
    useful_until: datetime | None = None,
    is_reply: bool = False,
    is_secret: bool = False,
    asks: ReplyExpectation | None = None,
) -> Message | None:
    """Queue the text that ``render()`` returns; it is called in the person's language and time zone.
    On a shared phone the text begins with the name of the one it is for.

    ``once_key``: a text for the same purpose to the same phone is not sent again; the first one is
    returned. ``useful_until``: dropped rather than sent later. ``is_reply``: leaves at any hour.
    ``is_secret``: its code is shown to nobody here, and not kept. ``asks``: not sent once that is closed.
    None when the person has no phone, or the phone has said STOP.
    """
    thread = reach(person)
    if thread is None or thread.opted_out_at is not None:
        return None

    def body() -> str:
        with speaking_to(person):
            # A code is the phone's, whoever of them asked for it.
            return render() if is_secret else addressed(person, render(), sharers(person))

    return queue(
        thread,
        body,
        person=person,
        language=person.language,
        once_key=once_key,
        useful_until=useful_until,
        is_reply=is_reply,
        is_secret=is_secret,
        asks=asks,
    )


@transaction.atomic
def take_back(community: Community, once_keys: Iterable[str]) -> None:
    """Drop the texts for these purposes that have not left yet: what they say holds no longer.

    One that is on its way is of no use from now on: should it come back, it is not tried again.
    """
    keys = list(once_keys)
    texts = Message.objects.of(community).filter(Q(once_key__in=keys) | Q(first_try__once_key__in=keys))
    # Locked in one order, as those do who write down what became of them.
    on_their_way = texts.filter(state__in=_MAY_COME_BACK).select_for_update(of=("self",)).order_by("pk")
    moot = list(on_their_way.values_list("pk", flat=True))
    Message.objects.filter(pk__in=moot).update(useful_until=timezone.now())
    waiting = texts.filter(state=Message.State.QUEUED)
    drop((text, Message.Dropped.TAKEN_BACK) for text in waiting.select_related("thread__community"))


def send_code(person: Person, render: Callable[[], str], useful_until: datetime) -> None:
    """Text a code to sign in with, at once and whatever the hour (``registry.code_senders``)."""
    send_text(person, render, useful_until=useful_until, is_reply=True, is_secret=True)


def queue(
    thread: Thread, body: str | Callable[[], str], *, once_key: str | None = None, **fields: Any
) -> Message:
    """Add a text to the queue of ``thread``, and a job that sends it."""
    words = cache(body if callable(body) else lambda: body)
    fields = {"direction": Message.Direction.OUT, "state": Message.State.QUEUED, **fields}
    if once_key is not None:
        # Django calls these only when the row is new, so nothing is written twice.
        fields = {"body": words, "segments": lambda: count(words()).segments, **fields}
        message, made = Message.objects.get_or_create(thread=thread, once_key=once_key, defaults=fields)
        if made:
            jobs.enqueue(SEND_JOB)
        return message
    fields = {"body": words(), "segments": count(words()).segments, **fields}
    message = Message(thread=thread, **fields)
    insert(message, along=jobs.statement(SEND_JOB))
    return message


def default_language(community: Community) -> str:
    """The language for phones whose people we do not know."""
    return next(iter(community.languages), "en")


def reply(thread: Thread, body: str, *, language: str, person: Person | None = None) -> None:
    """Answer a text that has just come; a phone that has said STOP gets no answer."""
    if thread.opted_out_at is None:
        queue(thread, body, language=language, person=person, is_reply=True)


def reply_to_all(thread: Thread, people: Sequence[Person], write: Callable[[], str], **fields: Any) -> None:
    """Answer with ``write()``, once in each language that the phone's people read.

    ``fields`` are further fields of the message; with ``despite_stop`` it goes to a phone that said STOP,
    and without ``is_reply`` it waits for the hours in which texts may leave.
    """
    if thread.opted_out_at is not None and not fields.get("despite_stop"):
        return
    bodies = []
    languages = list(dict.fromkeys(person.language for person in people)) or [
        default_language(thread.community)
    ]
    for language in languages:
        with translation.override(language):
            bodies.append(write())
    queue(
        thread,
        "\n".join(bodies),
        language=languages[0],
        person=people[0] if len(people) == 1 else None,
        **{"is_reply": True, **fields},
    )
