"""Tests of change on charts over time."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.registry import Mark
from community.people.models import Community
from referrals.equity.models import Trial


def tried(community: Community, start: date, end: date) -> Iterator[Mark]:
    """Tests that began on these days; one that is only planned changes nothing yet. One query."""
    begun = Trial.objects.of(community).exclude(state=Trial.State.PLANNED)
    for trial in begun.filter(starts_on__range=(start, end)).order_by("starts_on", "pk"):
        yield Mark(
            trial.starts_on, _("test of change"), trial.hypothesis, reverse("equity_trial", args=[trial.pk])
        )
