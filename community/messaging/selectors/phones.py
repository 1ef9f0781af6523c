"""What we know of a phone: who has it, and what was heard from it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from community.core.models import AuditLine
from community.core.prepared import Prepared
from community.messaging.models import (
    Message,
    Thread,
)
from community.people.models import Community, Person
from community.people.rules import LOSE_PHONE

# How the purpose of a text begins that one of the staff wrote.
STAFF_KEY = "staff:"

_THREAD_BETWEEN = Prepared(
    lambda number, phone: Thread.objects.filter(community__number=number, phone=phone).select_related(
        "community"
    ),
    number=str,
    phone=str,
)

_THREAD_OF = Prepared(
    lambda community, phone: Thread.objects.filter(community=community, phone=phone), community=int, phone=str
)


def community_texted_at(number: str) -> Community | None:
    """The community whose number is ``number`` (E.164)."""
    return Community.objects.filter(number=number).first()


def thread_between(number: str, phone: str) -> Thread | None:
    """The thread of ``phone`` with the community whose number is ``number``, if they texted before."""
    return _THREAD_BETWEEN.first(number=number, phone=phone)


def thread_of(person: Person) -> Thread | None:
    """The thread with the phone of ``person``, if they texted before."""
    if not person.phone:
        return None
    return _THREAD_OF.first(community=person.community_id, phone=str(person.phone))


def on_phone(thread: Thread, person_id: int) -> Person | None:
    """The person of that key, if the phone of ``thread`` is theirs."""
    people = Person.objects.filter(pk=person_id, community=thread.community_id, phone=thread.phone)
    return people.first()


def sharers(person: Person) -> list[Person]:
    """The others on the phone of ``person``."""
    others = Person.objects.filter(community=person.community_id, phone=person.phone)
    return list(others.exclude(pk=person.pk))


def lost_here(thread: Thread) -> list[Person]:
    """Those whose number this was until it said that it is somebody else's."""
    lost = AuditLine.objects.filter(
        community=thread.community_id, subject_type=Person._meta.label, verb=LOSE_PHONE
    )
    texted = Q(messages__thread=thread) | Q(expectations__thread=thread)
    people = Person.objects.of(thread.community).filter(texted, pk__in=lost.values("subject_id"))
    return list(people.exclude(phone=thread.phone).distinct())


def people_by_phone(community: Community, phones: Sequence[str]) -> dict[str, list[Person]]:
    """The people behind each of ``phones``, in one query."""
    found: dict[str, list[Person]] = {}
    for person in Person.objects.of(community).filter(phone__in=phones).order_by("pk"):
        found.setdefault(str(person.phone), []).append(person)
    return found


def staff_spoke_last(thread: Thread) -> bool:
    """Whether the newest text to this phone is in a staff member's own words."""
    texts = thread.messages.filter(direction=Message.Direction.OUT).order_by("-pk")
    key = texts.values_list("once_key", flat=True).first()
    return key is not None and key.startswith(STAFF_KEY)


def last_heard(thread: Thread) -> datetime | None:
    """When this phone last texted us."""
    heard = thread.messages.filter(direction=Message.Direction.IN).order_by("-pk")
    return heard.values_list("created_at", flat=True).first()


def came_after(thread: Thread, seen: int) -> Message | None:
    """The first text of this phone that came after the message ``seen``."""
    return thread.messages.filter(direction=Message.Direction.IN, pk__gt=seen).order_by("pk").first()


def heard_without_words(thread: Thread, *, since: datetime, but: Message) -> bool:
    """Whether this phone sent a text without words since then, not counting ``but``."""
    heard = thread.messages.filter(direction=Message.Direction.IN, body="", created_at__gt=since)
    return heard.exclude(pk=but.pk).exists()


def heard_pictures(thread: Thread, *, since: datetime, but: Message) -> bool:
    """Whether this phone sent pictures with words since then, not counting ``but``."""
    heard = thread.messages.filter(direction=Message.Direction.IN, pictures__gt=0, created_at__gt=since)
    return heard.exclude(body="").exclude(pk=but.pk).exists()
