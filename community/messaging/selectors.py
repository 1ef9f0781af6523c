"""Reading texts: who texts with whom, what a digit means, what waits for the staff."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from community.core.prepared import Prepared
from community.messaging import rules
from community.messaging.models import Message, ReplyChoice, Thread
from community.people.models import Community, Person
from community.people.selectors import roles_by_person

_TROUBLE = (Message.State.FAILED, Message.State.UNKNOWN)

_THREAD_BETWEEN = Prepared(
    lambda number, phone: Thread.objects.filter(community__number=number, phone=phone).select_related(
        "community"
    ),
    number=str,
    phone=str,
)
_MEANING = Prepared(
    lambda thread, number: (
        ReplyChoice.objects.filter(thread=thread, number=number)
        .select_related("expectation__person")
        .order_by("-held", "-pk")
    ),
    thread=int,
    number=int,
)


_LATER = Message.objects.filter(
    Q(first_try=OuterRef("pk")) | Q(first_try=OuterRef("first_try")), attempt__gt=OuterRef("attempt")
)
# Whether a message, in a queryset, is followed by another try.
TRIED_AGAIN = Exists(_LATER)


def community_texted_at(number: str) -> Community | None:
    """The community whose number is ``number`` (E.164)."""
    return Community.objects.filter(number=number).first()


def thread_between(number: str, phone: str) -> Thread | None:
    """The thread of ``phone`` with the community whose number is ``number``, if they texted before."""
    return _THREAD_BETWEEN.first(number=number, phone=phone)


def meaning_of(thread: Thread, number: int) -> ReplyChoice | None:
    """What ``number`` means on this phone: the answer that holds it, else the last one that did."""
    choice = _MEANING.first(thread=thread.pk, number=number)
    if choice is not None:
        choice.expectation.person.community = thread.community
    return choice


def sharers(person: Person) -> list[Person]:
    """The others on the phone of ``person``."""
    others = Person.objects.filter(community=person.community_id, phone=person.phone)
    return list(others.exclude(pk=person.pk))


def waiting_texts(thread: Thread) -> QuerySet[Message]:
    """Texts that have not left yet; the confirmation of a STOP is none of them."""
    return Message.objects.filter(thread=thread, state=Message.State.QUEUED, despite_stop=False)


def inbox(community: Community) -> QuerySet[Thread]:
    """The community's threads, those that wait for a person first.

    Each has ``shown_body``, ``shown_at``, ``shown_direction`` and ``shown_reduced_at`` of the family's last
    text while that waits, else of the last text either way.
    """
    texts = Message.objects.filter(thread=OuterRef("pk")).order_by("-pk")
    # A text with a code to sign in may not have left yet, so its words are not shown.
    start = Case(When(is_secret=True, then=Value("••••••")), default=Left("body", 120))

    def shown(**column: Any) -> Case:
        (name,) = column
        heard = texts.filter(direction=Message.Direction.IN)
        return Case(
            When(waiting_since__isnull=False, then=Subquery(heard.annotate(**column).values(name)[:1])),
            default=Subquery(texts.annotate(**column).values(name)[:1]),
        )

    return (
        Thread.objects.of(community)
        .annotate(
            shown_body=shown(start=start),
            shown_at=shown(moment=F("created_at")),
            shown_direction=shown(way=F("direction")),
            shown_reduced_at=shown(reduced=F("reduced_at")),
        )
        .filter(shown_at__isnull=False)
        .order_by(
            F("waiting_since").asc(nulls_last=True), F("failed_since").asc(nulls_last=True), "-shown_at"
        )
    )


def people_by_phone(community: Community, phones: Sequence[str]) -> dict[str, list[Person]]:
    """The people behind each of ``phones``, in one query."""
    found: dict[str, list[Person]] = {}
    for person in Person.objects.of(community).filter(phone__in=phones).order_by("pk"):
        found.setdefault(str(person.phone), []).append(person)
    return found


def texts_of(thread: Thread, *, last: int) -> Sequence[Message]:
    """The last so many texts of ``thread``, oldest first; its links and codes are struck out."""
    rows = thread.messages.select_related("person").annotate(tried_again=TRIED_AGAIN)
    texts = list(rows.order_by("-pk")[:last])[::-1]
    for text in texts:
        text.body = rules.without_ways_in(text.body, has_code=text.is_secret)
    return texts


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


def waiting_counts(community: Community) -> dict[str, Any]:
    """How many threads wait for a person (``waiting``), and how many texts failed unseen (``failed``),
    and how many wait because the carrier does not accept our account (``shut_out``)."""
    waiting = Thread.objects.of(community).filter(waiting_since__isnull=False).count()
    failed = Message.objects.of(community).aggregate(
        failed=Count(
            "pk", filter=Q(~TRIED_AGAIN, state__in=_TROUBLE, claimed_at__gte=F("thread__failed_since"))
        ),
        shut_out=Count("pk", filter=Q(state=Message.State.QUEUED, error_code__in=rules.ACCOUNT_SHUT)),
    )
    return {"waiting": waiting, **failed}


def demo_community() -> Community | None:
    """The community of made-up people whose phones anybody may pick up."""
    return Community.objects.filter(is_sample=True).order_by("pk").first()


def phone_owner(community_id: int, person_id: int) -> Person | None:
    """The person of that community, if they have a phone."""
    return Person.objects.filter(community=community_id, pk=person_id, phone__isnull=False).first()


def seen_on_phone(community: Community, phone: str, *, last: int) -> list[Message]:
    """What the owner of ``phone`` sees: texts that arrived there, and texts they sent. Oldest first."""
    seen = (Message.State.RECEIVED, Message.State.SENT, Message.State.DELIVERED)
    texts = Message.objects.filter(thread__community=community, thread__phone=phone, state__in=seen)
    return list(texts.order_by("-pk")[:last])[::-1]


def phones_by_role(community: Community) -> list[tuple[str, list[Person]]]:
    """Everybody with a phone, by what they are here. Three queries."""
    headings = {
        "board": _("Board members"),
        "": _("Families"),
        "provider": _("Providers"),
        "staff": _("Staff"),
    }
    roles = roles_by_person(community)
    grouped: dict[str, list[Person]] = {part: [] for part in headings}
    for person in Person.objects.of(community).filter(phone__isnull=False):
        held = roles.get(person.pk, frozenset())
        part = next((part for part in ("board", "provider") if part in held), "staff" if held else "")
        grouped[part].append(person)
    return [(heading, grouped[part]) for part, heading in headings.items() if grouped[part]]
