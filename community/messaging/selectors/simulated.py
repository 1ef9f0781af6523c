"""What a simulated phone shows."""

from django.utils.translation import gettext as _

from community.messaging.models import (
    Message,
)
from community.people.models import Community, Person
from community.people.selectors import roles_by_person


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
