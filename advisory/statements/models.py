"""What finance says about a tax year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advisory.statements.rules import FIRST_OPEN_YEAR
from community.core.owned import Owned


class ReportingThreshold(Owned):
    """From how much on the payments of one year are reported, where the law leaves the amount open."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="reporting_thresholds")
    year = models.PositiveSmallIntegerField()
    cents = models.PositiveIntegerField()
    # Where the amount stands written.
    source = models.CharField(max_length=200)
    set_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("reporting threshold")
        constraints = [
            models.UniqueConstraint(fields=["community", "year"], name="threshold_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=FIRST_OPEN_YEAR), name="threshold_not_against_law"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="threshold_is_money"),
            models.CheckConstraint(condition=~Q(source=""), name="threshold_has_source"),
        ]
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"threshold {self.pk}"


class TaxNote(Owned):
    """Finance has seen that somebody comes near the threshold of a year."""

    belongs_through = "person__community"

    person = models.ForeignKey("community.Person", models.PROTECT, related_name="tax_notes")
    year = models.PositiveSmallIntegerField()
    noted_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note about a tax year")
        verbose_name_plural = _("notes about tax years")
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="tax_note_once_a_year"),
        ]
        ordering = ["-year", "pk"]

    def __str__(self) -> str:
        return f"tax note {self.pk}"
