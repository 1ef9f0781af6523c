"""What was decided on which day, for charts over time."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from advisory.decisions.models import Decision
from community.core.registry import Mark
from community.people.models import Community


def decided(community: Community, start: date, end: date) -> Iterator[Mark]:
    """Closed decisions of these days; a first pass decides nothing. One query."""
    closed = Decision.objects.of(community).filter(
        state=Decision.State.CLOSED, is_first_pass=False, closed_at__isnull=False
    )
    for pk, title, closed_at in closed.order_by("closed_at", "pk").values_list("pk", "title", "closed_at"):
        day = localdate(closed_at, timezone=community.zone)
        if start <= day <= end:
            yield Mark(day, _("decision"), title, reverse("decision", args=[pk]))
