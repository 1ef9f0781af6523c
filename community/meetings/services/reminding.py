"""Owners of next steps get a text before the day."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.core.errors import BadInput
from community.meetings.models import ActionItem, Meeting
from community.meetings.services.promises import STEP
from community.meetings.words import step_words
from community.messaging.models import Message
from community.messaging.services import ask, refuse_private
from community.people.models import Membership, Person

AHEAD = timedelta(days=2)
# A step nobody has answered stays answerable this long after its day.
ANSWERABLE = timedelta(days=7)
# Local hour from which the text may go; the quiet hours of texting hold besides.
FROM_HOUR = 10


def remind_owners(now: datetime | None = None) -> int:
    """Text the owners of what is due in two days or less, once each for that day. Returns how many texts.

    Run twice or killed halfway, it goes on with those who have no text yet.
    """
    now = now or timezone.now()
    # Nobody's calendar is further than a day from this one.
    soon = now.date() + AHEAD + timedelta(days=1)
    due = ActionItem.objects.filter(
        done_at=None, due_on__gte=now.date() - timedelta(days=1), due_on__lte=soon
    )
    held = Q(meeting=None) | Q(meeting__state=Meeting.State.CLOSED)
    keys = list(due.filter(held).order_by("pk").values_list("pk", flat=True))
    return sum(_remind(key, now) for key in keys)


@transaction.atomic
def _remind(key: int, now: datetime) -> int:
    item = (
        ActionItem.objects.select_for_update(of=("self",))
        .select_related("group__community", "owner")
        .get(pk=key)
    )
    here = now.astimezone(item.group.community.zone)
    if item.done_at is not None or item.due_on is None or here.hour < FROM_HOUR:
        return 0
    if not here.date() <= item.due_on <= here.date() + AHEAD:
        return 0
    return sum(_ask(item, person) for person in owners_of(item))


def owners_of(item: ActionItem) -> list[Person]:
    """Who is asked: the owner, or the organization's people on the group's roster."""
    if item.owner is not None:
        return [item.owner]
    if item.owner_organisation_id is None:
        return []
    day = item.group.community.today()
    seats = Membership.objects.on(day).filter(group=item.group_id, status__in=Membership.SEATED)
    people = Person.objects.filter(organisation=item.owner_organisation_id, pk__in=seats.values("person"))
    return list(people.order_by("pk"))


def _ask(item: ActionItem, person: Person) -> bool:
    assert item.due_on is not None  # noqa: S101  the caller has looked
    once_key = f"step:{item.pk}:{person.pk}:{item.due_on}"
    if Message.objects.filter(thread__community=item.group.community_id, once_key=once_key).exists():
        return False
    community = item.group.community
    title = item.title
    try:
        refuse_private(community, title)
    except BadInput:
        # It stands on the pages; a text leaves it out.
        title = ""
    sent = ask(
        person,
        lambda numbers: step_words(item, numbers, title=title),
        handler=STEP,
        subject_id=item.pk,
        values=["done", ActionItem.Said.TIME, ActionItem.Said.HELP],
        expires_at=datetime.combine(item.due_on, time.min, tzinfo=community.zone) + ANSWERABLE,
        once_key=once_key,
    )
    return sent is not None
