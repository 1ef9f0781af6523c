"""What was promised on which day, for charts over time."""

from collections.abc import Iterator
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from community.core.registry import Mark
from community.people.models import Community
from referrals.teams.models import Commitment


def promised(community: Community, start: date, end: date) -> Iterator[Mark]:
    """Commitments made on these days, kept or not. One query."""
    made = Commitment.objects.of(community).order_by("made_at", "pk").values_list("title", "made_at")
    for title, made_at in made:
        day = localdate(made_at, timezone=community.zone)
        if start <= day <= end:
            yield Mark(day, _("promise"), title)
