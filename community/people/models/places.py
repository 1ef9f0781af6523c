"""The community itself, and what people of it belong to: households, organisations, programs."""

from datetime import date, time
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.people.models.fields import PhoneField, check_zone, phone_shape


class Community(models.Model):
    """The tenant: one neighbourhood's organization. Nothing is shared between two of them."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    time_zone = models.CharField(max_length=40, default="America/New_York", validators=[check_zone])
    languages = models.JSONField(default=list)
    # The number families text with. Texts that reach it belong to this community.
    number = PhoneField(unique=True, null=True, blank=True)
    # Texts leave only between these two local times (47 CFR 64.1200(c)(1): 8 am to 9 pm).
    texts_from = models.TimeField(default=time(8))
    texts_until = models.TimeField(default=time(21))
    # What texts may cost in a calendar month; empty: no cap. A message to more people than
    # ``approve_above`` leaves only when a second person has approved it.
    texts_budget_cents = models.PositiveIntegerField(null=True, blank=True)
    approve_above = models.PositiveIntegerField(default=50)
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("community")
        constraints = [
            phone_shape("number", "community_number_e164"),
            models.CheckConstraint(
                condition=Q(texts_from__lt=F("texts_until")), name="community_texting_hours_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def home(self) -> "Community":
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self) -> date:
        """Today's date where the community lives."""
        return timezone.localdate(timezone=self.zone)


class Household(Owned):
    """People who live together; a stipend or a child-care place may concern them as one."""

    community = models.ForeignKey(Community, models.PROTECT, related_name="households")
    name = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("household")

    def __str__(self) -> str:
        return self.name


class Organisation(Owned):
    """A provider or another body that people work for."""

    community = models.ForeignKey(Community, models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("organization")
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="organisation_name_once")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Program(Owned):
    """One program of an organisation."""

    belongs_through = "organisation__community"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="programs")
    name = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("program")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="program_name_once")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
