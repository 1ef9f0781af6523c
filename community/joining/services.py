"""Asking for our texts: on a page first, and then, or at once, from the phone itself."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone, translation

from community.joining import wordings
from community.joining.models import JoinRequest
from community.joining.rules import WAITS_FOR, Keyword
from community.messaging.models import Thread
from community.messaging.rules import plain_words
from community.messaging.services import leave_for_staff
from community.messaging.services.outbound import lock_thread, queue
from community.people.models import Channel, Community, Consent, Person
from community.people.selectors import people_at
from community.people.services import give_consent


class Outcome(StrEnum):
    """What a keyword led to."""

    JOINED = "joined"
    BEFORE = "before"
    FOR_STAFF = "for_staff"


class Joined(NamedTuple):
    """``outcome``, for whom (None: not known yet), and the language to answer in."""

    outcome: Outcome
    person: Person | None
    language: str


@transaction.atomic
def ask_to_join(community: Community, *, phone: str, first_name: str, language: str, wording: str) -> None:
    """Keep what the page was told, and text the phone once a day at most that somebody asked.

    Whoever filled in the page need not have the phone, so the text waits for the hours when texts may
    leave, and only an answer from the phone makes a consent. A phone that said STOP gets nothing.
    """
    thread, _made = Thread.objects.get_or_create(community=community, phone=phone)
    lock_thread(thread)
    if thread.opted_out_at is not None:
        return
    now = timezone.now()
    told = {"first_name": first_name, "language": language, "wording": wording, "created_at": now}
    JoinRequest.objects.update_or_create(community=community, phone=phone, defaults=told)

    def body() -> str:
        with translation.override(language):
            return wordings.somebody_asked(community, language)

    queue(
        thread,
        body,
        language=language,
        once_key=f"join:{community.today():%Y-%m-%d}",
        useful_until=now + WAITS_FOR,
    )


@transaction.atomic
def join(thread: Thread, keyword: Keyword) -> Joined:
    """Let the phone of ``thread`` in, for its one person, or for somebody new whom it names.

    Where several people have the phone, another name stands there, or the number may have passed to
    somebody else, a person of the staff asks. The thread's lock makes of two keywords at once one person
    and one consent.
    """
    lock_thread(thread)
    community = thread.community
    people = people_at(community, thread.phone)
    request = _standing_request(thread)
    if len(people) > 1 or (people and thread.doubted_at is not None):
        return _for_staff(thread, people[0])
    person = people[0] if people else _newcomer(thread, keyword, request)
    _take_name(person, keyword.first_name)
    if not _is_called(person, keyword.first_name):
        return _for_staff(thread, person)
    if Consent.objects.filter(person=person, purpose=Consent.Purpose.TEXTS, withdrawal=None).exists():
        return Joined(Outcome.BEFORE, person, person.language)
    language = request.language if request else keyword.language
    wording = request.wording if request else wordings.agreement_in(keyword.language, community)
    give_consent(
        person,
        purpose=Consent.Purpose.TEXTS,
        wording=wording,
        language=wordings.language_of_agreement(wording, community, otherwise=language),
        channel=Channel.WEB if request else Channel.TEXT,
    )
    if request:
        request.delete()
    return Joined(Outcome.JOINED, person, person.language)


def _for_staff(thread: Thread, person: Person) -> Joined:
    leave_for_staff(thread)
    return Joined(Outcome.FOR_STAFF, None, person.language)


def _standing_request(thread: Thread) -> JoinRequest | None:
    lately = JoinRequest.objects.filter(created_at__gt=timezone.now() - WAITS_FOR)
    return lately.filter(community=thread.community, phone=thread.phone).first()


def _take_name(person: Person, name: str) -> None:
    """Somebody who came in without a name takes the one they give now."""
    if name and person.display_name in wordings.every_neighbor():
        person.display_name = name
        person.save(update_fields=["display_name"])


def _is_called(person: Person, name: str) -> bool:
    """Whether ``name`` is theirs, or none was given."""
    return not name or f"{plain_words(name)} ".startswith(f"{plain_words(person.first_name)} ")


def _newcomer(thread: Thread, keyword: Keyword, request: JoinRequest | None) -> Person:
    language = request.language if request else keyword.language
    with translation.override(language):
        name = keyword.first_name or (request.first_name if request else "") or wordings.neighbor()
    person = Person.objects.create(
        community=thread.community, display_name=name, phone=thread.phone, language=language
    )
    person.community = thread.community
    return person


def forget_old_requests(now: datetime) -> int:
    """Delete the requests to which no phone has said so in time; says how many."""
    return JoinRequest.objects.filter(created_at__lte=now - WAITS_FOR).delete()[0]
