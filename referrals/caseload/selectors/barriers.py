"""What stands in families' way, counted."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from community.people.models import Community
from referrals.caseload.models import Contact
from referrals.caseload.rules import HEARD, Barrier

# Long enough for a pattern, short enough to still be so.
LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True)
class Named:
    """How many families named one barrier, in their words."""

    barrier: Barrier
    families: int


@dataclass(frozen=True)
class Barriers:
    """``spoken``: with how many families somebody spoke; each may have named several barriers, or none."""

    spoken: int
    named: list[Named]


def barriers_named(community: Community) -> Barriers:
    """The barriers of the last 90 days, the most named first. Two queries."""
    since = community.today() - LOOK_BACK
    heard = Contact.objects.of(community).filter(happened_on__gt=since, outcome__in=HEARD).order_by()
    counts = dict(
        heard.exclude(barrier="")
        .values("barrier")
        .annotate(families=Count("referral", distinct=True))
        .values_list("barrier", "families")
    )
    named = [Named(barrier, counts.get(barrier.value, 0)) for barrier in Barrier]
    return Barriers(
        spoken=heard.aggregate(number=Count("referral", distinct=True))["number"],
        named=sorted(named, key=lambda one: -one.families),
    )
