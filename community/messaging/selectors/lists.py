"""The lists of the inbox: what is unread, what waits, who looks after it, and where words stand."""

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Left

from community.messaging import rules
from community.messaging.models import Message, Thread, ThreadNote
from community.people.models import Community, Person

_HEARD = Message.objects.filter(direction=Message.Direction.IN, thread=OuterRef("pk"))
_UNREAD = _HEARD.filter(pk__gt=OuterRef("seen_upto"))
# A text that has not left may hold a link that still opens; looking for its letters would find it out.
_NOT_LEFT = Q(state__in=[Message.State.QUEUED, Message.State.SENDING], body__contains="/l/")
_DIGITS_AND_MARKS = re.compile(r"[\d\s()+.-]+")


def sieves(person_id: int) -> dict[str, Q]:
    """What may be asked of the inbox, by name, as ``person_id`` asks it."""
    return {
        "all": Q(),
        "unread": Q(Exists(_UNREAD)),
        "waiting": Q(waiting_since__isnull=False),
        "mine": Q(assigned_to=person_id),
        "unassigned": Q(assigned_to=None),
        "failed": Q(failed_since__isnull=False),
        "paused": Q(paused_at__isnull=False),
    }


def inbox(community: Community, *, among: Q | None = None) -> QuerySet[Thread]:
    """The community's threads in which anything was texted (those ``among`` them); who waits comes first."""
    texts = Message.objects.filter(thread=OuterRef("pk")).order_by("-pk")
    return (
        _texted(community, among)
        .annotate(newest=Subquery(texts.values("pk")[:1]))
        .order_by(F("waiting_since").asc(nulls_last=True), F("failed_since").asc(nulls_last=True), "-newest")
    )


def page_of(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """A slice of ``inbox`` with what a list shows of each thread, in one query.

    ``unread``: how many texts nobody of the staff has had before them. ``shown_body``, ``shown_at``,
    ``shown_direction`` and ``shown_reduced`` are of the family's last text while that waits, else of the
    last text either way. Sorting all threads with all this would take seconds where there are many.
    """
    texts = Message.objects.filter(thread=OuterRef("pk")).order_by("-pk")
    # A text with a code to sign in may not have left yet, so its words are not shown.
    start = Case(When(is_secret=True, then=Value("••••••")), default=Left("body", 120))
    unread = _UNREAD.order_by().values("thread").annotate(number=Count("pk")).values("number")

    def shown(**column: Any) -> Case:
        (name,) = column
        heard = _HEARD.order_by("-pk")
        return Case(
            When(waiting_since__isnull=False, then=Subquery(heard.annotate(**column).values(name)[:1])),
            default=Subquery(texts.annotate(**column).values(name)[:1]),
        )

    rows = Thread.objects.filter(pk__in=threads.values("pk")).select_related("assigned_to")
    return rows.annotate(
        newest=Subquery(texts.values("pk")[:1]),
        shown_body=shown(start=start),
        shown_at=shown(moment=F("created_at")),
        shown_direction=shown(way=F("direction")),
        shown_reduced=shown(reduced=F("reduced_at")),
        unread=Coalesce(Subquery(unread[:1]), 0, output_field=IntegerField()),
    ).order_by(*threads.query.order_by)


def inbox_counts(community: Community, *, person_id: int, among: Q | None = None) -> dict[str, int]:
    """How many threads each sieve holds, in one query."""
    counts = {name: Count("pk", filter=sieve) for name, sieve in sieves(person_id).items()}
    return _texted(community, among).aggregate(**counts)


def _texted(community: Community, among: Q | None) -> QuerySet[Thread]:
    texts = Message.objects.filter(thread=OuterRef("pk"))
    return Thread.objects.of(community).filter(Exists(texts), among or Q())


def assigned_count(person: Person) -> int:
    """How many threads ``person`` looks after."""
    return Thread.objects.of(person.community).filter(assigned_to=person).count()


def unread_count(community: Community) -> int:
    """How many threads hold texts that nobody of the staff has had before them."""
    return Thread.objects.of(community).filter(Exists(_UNREAD)).count()


def where_said(community: Community, words: str) -> Q:
    """The threads in which ``words`` are a name, part of a number, or said in a text or a note.

    Names are compared without accents. Reads the names of all who have a phone: one query.
    """
    wanted = rules.plain_words(words).split()
    named = Person.objects.of(community).filter(phone__isnull=False).values_list("display_name", "phone")
    phones = {phone for name, phone in named if wanted and _has_all(rules.plain_words(name), wanted)}
    said = Message.objects.filter(thread=OuterRef("pk"), body__icontains=words, is_secret=False)
    noted = ThreadNote.objects.filter(thread=OuterRef("pk"), body__icontains=words)
    found = Q(phone__in=phones) | Q(Exists(said.exclude(_NOT_LEFT))) | Q(Exists(noted))
    digits = re.sub(r"\D", "", words)
    if len(digits) >= 3 and _DIGITS_AND_MARKS.fullmatch(words):
        found |= Q(phone__contains=digits)
    return found


def _has_all(name: str, wanted: Sequence[str]) -> bool:
    return all(word in name for word in wanted)
