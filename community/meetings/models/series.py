"""The rule by which a group meets."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.meetings.models.meetings import Meeting


class Series(Owned):
    """A group meets on a rule: every second Thursday of a month, or every so many weeks.

    Times are those of the clock on the community's wall, whatever daylight saving does.
    """

    belongs_through = "group__community"

    class Frequency(models.TextChoices):
        MONTHLY = "monthly", _("by month")
        WEEKLY = "weekly", _("by week")

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="series")
    frequency = models.CharField(max_length=8, choices=Frequency, default=Frequency.MONTHLY)
    # Every so many months, or weeks.
    every = models.PositiveSmallIntegerField(default=1)
    # Monday is 0, as in ``date.weekday``.
    weekday = models.PositiveSmallIntegerField()
    # 1 to 4: the first to the fourth such day of the month; -1: the last. Empty when it goes by weeks.
    nth = models.SmallIntegerField(null=True, blank=True)
    starts = models.TimeField()
    ends = models.TimeField()
    first_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    mode = models.CharField(max_length=10, choices=Meeting.Mode, default=Meeting.Mode.IN_PERSON)
    place = models.CharField(max_length=120, blank=True)
    link = models.URLField(blank=True)
    offers_meal = models.BooleanField(default=False)
    offers_childcare = models.BooleanField(default=False)
    offers_interpretation = models.BooleanField(default=False)
    offers_ride = models.BooleanField(default=False)
    # Days before the meeting at which invitations leave; hours before it at which reminders do.
    invite_days = models.PositiveSmallIntegerField(default=14)
    remind_hours = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(frequency="monthly", nth__in=[1, 2, 3, 4, -1])
                | Q(frequency="weekly", nth__isnull=True),
                name="series_rule_whole",
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="series_weekday_known"),
            models.CheckConstraint(condition=Q(every__range=(1, 12)), name="series_every_one_to_twelve"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="series_ends_after_start"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("first_on")), name="series_until_after_first"
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["in_person", "remote", "hybrid"]), name="series_mode_known"
            ),
        ]
        ordering = ["group", "first_on", "pk"]

    def __str__(self) -> str:
        return f"{self.group.code} series {self.pk}"
