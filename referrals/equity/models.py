"""Imported figures: counts by group and place, the children they are measured against, and indicators."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned


class AggregateCount(Owned):
    """How many events a table counts for one group in one place over one period."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="aggregate_counts")
    measure = models.CharField(max_length=40)
    place = models.CharField(max_length=40)
    group = models.CharField(max_length=40)
    period_start = models.DateField()
    period_end = models.DateField()
    events = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("imported count")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "measure", "place", "group", "period_start", "period_end"],
                name="aggregate_count_once",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")), name="aggregate_count_period"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="aggregate_count_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.place} {self.group}"


class Denominator(Owned):
    """How many children of one group lived in one place."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="denominators")
    place = models.CharField(max_length=40)
    group = models.CharField(max_length=40)
    age_band = models.CharField(max_length=20)
    as_of = models.CharField(max_length=20)
    population = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=300)
    # How an approximate figure was made, in words; empty where the figure is the source's own.
    approximation = models.CharField(max_length=200, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("denominator")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "place", "group", "age_band", "as_of"], name="denominator_once"
            ),
            models.CheckConstraint(condition=Q(population__gt=0), name="denominator_positive"),
            models.CheckConstraint(condition=~Q(source=""), name="denominator_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.group}"


class Indicator(Owned):
    """A published figure with its definition. An empty value means that the source gives none."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="indicators")
    key = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    numerator = models.CharField(max_length=200, blank=True)
    denominator = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=40, blank=True)
    claim = models.TextField(blank=True)
    source = models.URLField(max_length=300)
    published = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("published indicator")
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="indicator_once")]
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
