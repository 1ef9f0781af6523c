"""Imported figures: counts by group and place, the children they are measured against, and indicators."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from referrals.equity.rules import (
    EVERYONE,
    AgeBand,
    AreaKind,
    Dimension,
    GroupKey,
    Measured,
    MotherGroup,
    Place,
)

POPULATION_GROUPS = [
    (EVERYONE, _("All children")),
    *(choice for choice in GroupKey.choices if choice[0] != GroupKey.UNKNOWN),
]


# By race the groups are ours, so that a wrong one is found; by anything else they are the source's own.
GROUPS: dict[str, type[models.TextChoices]] = {Dimension.RACE: GroupKey, Dimension.MOTHER: MotherGroup}


class PlacedFigure(Owned):
    """A figure of one group in one place. ``place_code`` tells places of one kind apart: "11212"."""

    may_count_everyone: ClassVar[bool] = False

    place = models.CharField(max_length=20, choices=Place)
    place_kind = models.CharField(max_length=8, choices=AreaKind, default=AreaKind.ZIP)
    place_code = models.CharField(max_length=12, blank=True)
    place_name = models.CharField(max_length=40)
    dimension = models.CharField(max_length=12, choices=Dimension, default=Dimension.RACE)
    group = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    is_sample = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A group must be one of its kind. Everyone is counted among the children, never among the events."""
        if self.group == EVERYONE:
            is_known = self.may_count_everyone
        else:
            groups = GROUPS.get(self.dimension)
            is_known = groups is None or self.group in groups.values
        if not is_known:
            raise ValidationError({"group": _("There is no such group.")})


class AggregateCount(PlacedFigure):
    """How many events a table counts for one group in one place over one period, both days included."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="aggregate_counts")
    measure = models.CharField(max_length=20, choices=Measured)
    place_name = models.CharField(max_length=40, blank=True)
    period_start = models.DateField()
    period_end = models.DateField()
    events = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("imported count")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("community", "measure", "place", "place_kind", "place_code", "dimension", "group"),
                    *("period_start", "period_end"),
                ],
                name="aggregate_count_once",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")),
                name="aggregate_count_period",
                violation_error_message=_("The period must end after it starts."),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="aggregate_count_has_source"),
            models.CheckConstraint(
                condition=Q(measure__in=Measured.values)
                & Q(place__in=Place.values)
                & Q(place_kind__in=AreaKind.values)
                & Q(dimension__in=Dimension.values)
                & (~Q(dimension="race") | Q(group__in=GroupKey.values)),
                name="aggregate_count_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.place} {self.group}"


class Denominator(PlacedFigure):
    """How many children of one group lived in one place, or were born there in the year of the month."""

    may_count_everyone = True

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="denominators")
    age_band = models.CharField(max_length=20, choices=AgeBand)
    # The month the children were counted or estimated for, such as 2019-07.
    as_of = models.CharField(max_length=7)
    population = models.DecimalField(max_digits=12, decimal_places=2)
    # How an approximate figure was made, in words; empty where the figure is the source's own.
    approximation = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("denominator")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("community", "place", "place_kind", "place_code", "dimension", "group"),
                    *("age_band", "as_of"),
                ],
                name="denominator_once",
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
                condition=Q(place__in=Place.values)
                & Q(place_kind__in=AreaKind.values)
                & Q(dimension__in=Dimension.values)
                & (~Q(dimension="race") | Q(group__in=[key for key, _label in POPULATION_GROUPS]))
                & Q(age_band__in=AgeBand.values),
                name="denominator_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.group}"


class MonthCount(Owned):
    """How many of the children referred in one month, living in one ZIP code area, came as far as a step.

    By one ``dimension`` at a time, so that a year of any size is read in a few hundred rows. Folded from the
    referrals (``services.folding``); ``group`` is empty where nobody recorded it.
    """

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="month_counts")
    dimension = models.CharField(max_length=12, choices=Dimension)
    month = models.DateField()
    step = models.CharField(max_length=10)
    zip_code = models.CharField(max_length=5)
    group = models.CharField(max_length=20)
    children = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("count of a month")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "dimension", "month", "step", "zip_code", "group"],
                name="month_count_once",
            ),
            models.CheckConstraint(condition=Q(children__gt=0), name="month_count_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.month:%Y-%m}"


class StaleMonth(Owned):
    """A month whose referrals changed since they were folded; triggers of the database write it (``watch``).

    Several rows may say the same: who writes one waits for nobody.
    """

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="+")
    month = models.DateField()

    class Meta:
        verbose_name = _("month to be counted again")
        indexes = [models.Index(fields=["community", "month"])]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Folding(Owned):
    """When the months of a community were folded last. Its lock lets one fold at a time."""

    community = models.OneToOneField("community.Community", models.CASCADE, related_name="+")
    folded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("folding of months")

    def __str__(self) -> str:
        return f"folding {self.pk}"


class Trial(Owned):
    """A test of change: what somebody thinks will help, by which measure it will be known, what was learned.

    Plan, do, study, act: Langley GJ and others, The Improvement Guide, Jossey-Bass 2009; Shewhart's cycle.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("being tried")
        DONE = "done", _("done")

    class Next(models.TextChoices):
        """What is done with what was learned."""

        ADOPT = "adopt", _("keep it")
        ADAPT = "adapt", _("change it and try again")
        ABANDON = "abandon", _("let it go")

    LIFE: ClassVar = {
        (State.PLANNED, "begin"): State.RUNNING,
        (State.RUNNING, "finish"): State.DONE,
        # What is dropped before it began has taught something, too.
        (State.PLANNED, "finish"): State.DONE,
    }

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="trials")
    hypothesis = models.CharField(max_length=300)
    measure = models.CharField(max_length=20)
    owner = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    ended_on = models.DateField(null=True, blank=True)
    learned = models.TextField(blank=True, max_length=2000)
    act = models.CharField(max_length=8, choices=Next, blank=True)

    class Meta:
        verbose_name = _("test of change")
        constraints = [
            models.CheckConstraint(condition=~Q(hypothesis="") & ~Q(measure=""), name="trial_says_what"),
            models.CheckConstraint(
                condition=Q(state="done", act__in=["adopt", "adapt", "abandon"], ended_on__isnull=False)
                & ~Q(learned="")
                | Q(state__in=["planned", "running"], act="", ended_on=None, learned=""),
                name="trial_done_when_learned",
            ),
        ]
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return f"test of change {self.pk}"


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
