"""Imported figures: counts by group and place, the children they are measured against, and indicators."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from referrals.equity.rules import EVERYONE, GroupKey, Measured, Place

POPULATION_GROUPS = [
    (EVERYONE, _("All children")),
    *(choice for choice in GroupKey.choices if choice[0] != GroupKey.UNKNOWN),
]


class AggregateCount(Owned):
    """How many events a table counts for one group in one place over one period, both days included."""

    PLACES = [(place.value, place.label) for place in (Place.NEIGHBORHOOD, Place.REST)]

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="aggregate_counts")
    measure = models.CharField(max_length=20, choices=Measured)
    place = models.CharField(max_length=20, choices=PLACES)
    group = models.CharField(max_length=20, choices=GroupKey)
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
                condition=Q(period_end__gt=F("period_start")),
                name="aggregate_count_period",
                violation_error_message=_("The period must end after it starts."),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="aggregate_count_has_source"),
            models.CheckConstraint(
                condition=Q(measure__in=["referred"])
                & Q(place__in=["neighborhood", "rest"])
                & Q(group__in=GroupKey.values),
                name="aggregate_count_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.place} {self.group}"


class Denominator(Owned):
    """How many children of one group lived in one place.

    The only age band is "0-4", because ``rules.under_three`` scales it.
    """

    PLACES = [(place.value, place.label) for place in (Place.NEIGHBORHOOD, Place.CITY)]

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="denominators")
    place = models.CharField(max_length=20, choices=PLACES)
    place_name = models.CharField(max_length=40)
    group = models.CharField(max_length=20, choices=POPULATION_GROUPS)
    age_band = models.CharField(max_length=20, choices=[("0-4", _("0 to 4 years"))])
    # The month the children were counted or estimated for, such as 2019-07.
    as_of = models.CharField(max_length=7)
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
            models.CheckConstraint(
                condition=Q(population__gt=0),
                name="denominator_positive",
                violation_error_message=_("A population must be more than 0."),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="denominator_has_source"),
            models.CheckConstraint(
                condition=Q(as_of__regex=r"^[12][0-9]{3}-(0[1-9]|1[0-2])$"),
                name="denominator_month",
                violation_error_message=_("“as_of” must be a year and a month, such as 2019-07."),
            ),
            models.CheckConstraint(
                condition=Q(place__in=["neighborhood", "city"])
                & Q(group__in=[key for key, _label in POPULATION_GROUPS])
                & Q(age_band="0-4"),
                name="denominator_known",
            ),
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
    # How many the denominator counts.
    n = models.PositiveIntegerField(null=True, blank=True)
    place = models.CharField(max_length=80, blank=True)
    group = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=40, blank=True)
    claim = models.TextField(blank=True)
    # What the source itself sets the figure beside.
    comparator = models.CharField(max_length=200, blank=True)
    data_owner = models.CharField(max_length=200, blank=True)
    source = models.URLField(max_length=300)
    published = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("published indicator")
        constraints = [
            models.UniqueConstraint(fields=["community", "key"], name="indicator_once"),
            models.CheckConstraint(
                condition=~Q(unit="percent") | Q(value__isnull=True) | ~Q(denominator=""),
                name="indicator_percent_of_something",
                violation_error_message=_("A percentage must say of what."),
            ),
        ]
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
