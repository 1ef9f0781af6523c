"""What stipends do in the background. A job may run twice, and then changes nothing."""

from advisory.stipends.models import Rate, Stipend
from advisory.stipends.words import owed_words, rate_words
from community.messaging.services import send_text
from community.people.models import Membership, Person


def tell_owed(*stipend_ids: int) -> None:
    """Text each member what was written down for them, unless it was taken back since."""
    rows = Stipend.objects.filter(pk__in=stipend_ids, state=Stipend.State.OWED)
    for stipend in rows.select_related("person__community", "group__community", "meeting").order_by("pk"):
        send_text(
            stipend.person,
            lambda stipend=stipend: owed_words(stipend),  # type: ignore[misc]
            once_key=f"owed:{stipend.pk}",
        )


def announce_rate(rate_id: int) -> None:
    """Tell those with a seat what a new rate is and from when."""
    rate = Rate.objects.select_related("group__community", "follows").get(pk=rate_id)
    seats = Membership.objects.on(rate.group.community.today()).filter(
        group=rate.group, status__in=Membership.SEATED
    )
    told = seats.filter(status=rate.role) if rate.role else seats
    people = Person.objects.filter(pk__in=told.values("person")).select_related("community").order_by("pk")
    for person in people:
        send_text(person, lambda: rate_words(rate), once_key=f"rate:{rate.pk}:{person.pk}")
