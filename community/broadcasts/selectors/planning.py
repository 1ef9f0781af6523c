"""What a broadcast would do if it left now: who gets which words, who gets none and why, what it costs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet

from community.broadcasts.audience import Filters, people_in
from community.broadcasts.models import Broadcast, Recipient
from community.messaging import merging
from community.messaging.models import TemplateVersion, Thread
from community.messaging.segments import cost, count
from community.messaging.services.outbound import addressed
from community.messaging.services.templates import ready_texts
from community.people.models import Community, Consent, Person

Reason = Recipient.LeftOut


class Place(NamedTuple):
    """One person, and their text in their own words and its parts; or why they get none."""

    person: Person
    left_out: str
    body: str = ""
    parts: int = 0


class Plan:
    """The places of a broadcast, in the order of the people's keys."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = places

    @cached_property
    def reached(self) -> list[Place]:
        return [place for place in self.places if not place.left_out]

    @cached_property
    def left_out(self) -> dict[str, int]:
        """How many get nothing, by reason, in the order of ``Recipient.LeftOut``."""
        found = Counter(place.left_out for place in self.places)
        return {reason: found[reason] for reason in Reason.values if found[reason]}

    @cached_property
    def parts(self) -> int:
        return sum(place.parts for place in self.reached)

    @property
    def cents(self) -> int:
        return cost(self.parts, settings.SMS_SEGMENT_PRICE)


def plan_of(broadcast: Broadcast) -> Plan:
    """The plan as of now. So many queries, whatever the number of people."""
    home = broadcast.community
    chosen = people_in(home, Filters.read(broadcast.audience))
    shared = Person.objects.of(home).filter(phone__isnull=False).order_by().values("phone")
    sharing = shared.annotate(people=Count("pk")).filter(people__gt=1).values("phone")
    others = Person.objects.of(home).filter(phone__in=sharing)
    return Plan(places_for(home, ready(broadcast.version, home), with_rights(chosen), others))


def places_for(
    community: Community, words: dict[str, str], people: Iterable[Person], neighbors: Iterable[Person]
) -> list[Place]:
    """The place of each of ``people`` (see ``with_rights``). ``neighbors``: who is on a phone with others."""
    at: dict[str, list[Person]] = {}
    for neighbor in neighbors:
        at.setdefault(str(neighbor.phone), []).append(neighbor)
    sizes: dict[str, int] = {}
    places = []
    for person in people:
        reason = why_not(person, words)
        if reason:
            places.append(Place(person, reason))
            continue
        others = [other for other in at.get(str(person.phone), ()) if other.pk != person.pk]
        body = addressed(person, filled(words[person.language], person, community), others)
        if body not in sizes:
            sizes[body] = count(body).segments
        places.append(Place(person, "", body, sizes[body]))
    return places


def with_rights(people: QuerySet[Person]) -> QuerySet[Person]:
    """``people``, each with ``agreed`` (to texts) and ``stopped`` (their phone said STOP)."""
    standing = Consent.objects.filter(
        person=OuterRef("pk"), purpose=Consent.Purpose.TEXTS, withdrawal__isnull=True
    )
    stopped = Thread.objects.filter(
        community=OuterRef("community"), phone=OuterRef("phone"), opted_out_at__isnull=False
    )
    return people.annotate(agreed=Exists(standing), stopped=Exists(stopped)).only(
        "community", "display_name", "phone", "language"
    )


def why_not(person: Person, words: dict[str, str]) -> str:
    """Why no text may go to ``person`` (see ``with_rights``); "" where one may."""
    if not person.phone:
        return Reason.NO_PHONE
    if person.stopped:  # type: ignore[attr-defined]
        return Reason.STOPPED
    if not person.agreed:  # type: ignore[attr-defined]
        return Reason.NO_CONSENT
    return "" if person.language in words else Reason.NO_WORDS


def filled(body: str, person: Person, community: Community) -> str:
    """``body`` with the merge fields of ``person``."""
    return merging.fill(body, {"first_name": person.first_name, "community": community.name})


def ready(version: TemplateVersion, community: Community) -> dict[str, str]:
    """The words of ``version`` that may be sent, by language: reviewed, and nothing speaks against them."""
    return {language: text.body for language, text in ready_texts(version, community).items()}
