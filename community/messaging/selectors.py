"""Reading texts: who texts with whom, what a digit means, what waits for the staff."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from community.core.models import AuditLine
from community.core.prepared import Prepared
from community.messaging import rules
from community.messaging.models import (
    Message,
    Template,
    TemplateVersion,
    Thread,
)
from community.people.models import Community, Person
from community.people.rules import LOSE_PHONE
from community.people.selectors import roles_by_person

# How the purpose of a text begins that one of the staff wrote.
STAFF_KEY = "staff:"
_TROUBLE = (Message.State.FAILED, Message.State.UNKNOWN)

_THREAD_BETWEEN = Prepared(
    lambda number, phone: Thread.objects.filter(community__number=number, phone=phone).select_related(
        "community"
    ),
    number=str,
    phone=str,
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


def thread_of(person: Person) -> Thread | None:
    """The thread with the phone of ``person``, if they texted before."""
    return (
        Thread.objects.filter(community=person.community_id, phone=person.phone).first()
        if person.phone
        else None
    )


def on_phone(thread: Thread, person_id: int) -> Person | None:
    """The person of that key, if the phone of ``thread`` is theirs."""
    people = Person.objects.filter(pk=person_id, community=thread.community_id, phone=thread.phone)
    return people.first()


def staff_spoke_last(thread: Thread) -> bool:
    """Whether the newest text to this phone is in a staff member's own words."""
    texts = thread.messages.filter(direction=Message.Direction.OUT).order_by("-pk")
    key = texts.values_list("once_key", flat=True).first()
    return key is not None and key.startswith(STAFF_KEY)


def sharers(person: Person) -> list[Person]:
    """The others on the phone of ``person``."""
    others = Person.objects.filter(community=person.community_id, phone=person.phone)
    return list(others.exclude(pk=person.pk))


def waiting_texts(thread: Thread) -> QuerySet[Message]:
    """Texts that have not left yet; the confirmation of a STOP is none of them. Their rows are held."""
    return _held_back(thread).filter(despite_stop=False)


def confirmations(thread: Thread) -> QuerySet[Message]:
    """Confirmations of a STOP that have not left yet. Their rows are held."""
    return _held_back(thread).filter(despite_stop=True)


def _held_back(thread: Thread) -> QuerySet[Message]:
    """What waits in ``thread``. A text that a worker takes meanwhile is none of them any more."""
    waiting = Message.objects.filter(thread=thread, state=Message.State.QUEUED).order_by("pk")
    return waiting.select_related("thread__community").select_for_update(of=("self",))


def silenced(texts: Sequence[Message]) -> set[int]:
    """The keys of those ``texts`` whose phones want none now: they said STOP, or what may mean it.

    Asked again just before a text is handed over: a phone may say so after a worker has taken its text.
    """
    stopped = Q(thread__opted_out_at__isnull=False)
    paused = Q(thread__paused_at__isnull=False, is_reply=False)
    ours = Message.objects.filter(pk__in=[text.pk for text in texts], despite_stop=False)
    return set(ours.filter(stopped | paused).values_list("pk", flat=True))


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
    """How many threads wait for a person (``waiting``) or may want no more texts (``paused``), how many
    texts failed unseen (``failed``), and how many wait for our account to be let in (``shut_out``)."""
    threads = Thread.objects.of(community).aggregate(
        waiting=Count("waiting_since"), paused=Count("paused_at")
    )
    failed = Message.objects.of(community).aggregate(
        failed=Count(
            "pk", filter=Q(~TRIED_AGAIN, state__in=_TROUBLE, claimed_at__gte=F("thread__failed_since"))
        ),
        shut_out=Count("pk", filter=Q(state=Message.State.QUEUED, error_code__in=rules.ACCOUNT_SHUT)),
    )
    return {**threads, **failed}


def newest_versions(templates: Iterable[Template]) -> dict[int, TemplateVersion]:
    """The newest version of each of ``templates`` by its key, with its texts. Three queries."""
    later = TemplateVersion.objects.filter(template=OuterRef("template"), number__gt=OuterRef("number"))
    newest = TemplateVersion.objects.filter(~Exists(later), template__in=templates)
    versions = newest.select_related("made_by").prefetch_related("texts__reviewed_by")
    return {version.template_id: version for version in versions}


def newest_version(template: Template) -> TemplateVersion:
    """The words of ``template`` that hold now."""
    return newest_versions([template])[template.pk]


def older_versions(template: Template, *, than: TemplateVersion) -> list[TemplateVersion]:
    """What stood in ``template`` before ``than``, newest first, with its texts."""
    older = TemplateVersion.objects.filter(template=template, number__lt=than.number).order_by("-number")
    return list(older.select_related("made_by").prefetch_related("texts"))


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
