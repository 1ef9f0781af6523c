"""What organizations of the action team promise, and what they count for the family board."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned


class Commitment(Owned):
    """One promise of an organization to the action team, with how everybody will know that it is kept."""

    belongs_through = "team__community"

    class State(models.TextChoices):
        OPEN = "open", _("promised")
        KEPT = "kept", _("kept")
        ENDED = "ended", _("let go")

    LIFE: ClassVar = {
        (State.OPEN, "keep"): State.KEPT,
        (State.OPEN, "end"): State.ENDED,
        # The meeting looked again.
        (State.KEPT, "reopen"): State.OPEN,
    }

    team = models.ForeignKey("community.Group", models.PROTECT, related_name="commitments")
    organisation = models.ForeignKey("community.Organisation", models.PROTECT, related_name="commitments")
    title = models.CharField(max_length=160)
    measure = models.CharField(max_length=160)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    made_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("commitment")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "kept", "ended"]), name="commitment_state_known"
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(measure=""), name="commitment_has_a_measure"),
        ]
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Review(AppendOnly):
    """What was said of a commitment at one meeting. Of several lines for a meeting the last one stands."""

    belongs_through = "commitment__team__community"

    class Said(models.TextChoices):
        KEPT = "kept", _("kept")
        PARTLY = "partly", _("partly")
        NOT_YET = "not_yet", _("not yet")

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reviews")
    meeting = models.ForeignKey("community.Meeting", models.PROTECT, related_name="+")
    said = models.CharField(max_length=8, choices=Said)
    note = models.CharField(max_length=200, blank=True)
    said_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("review of a commitment")
        constraints = [
            models.CheckConstraint(
                condition=Q(said__in=["kept", "partly", "not_yet"]), name="review_said_known"
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"review {self.pk}"


class SharedMeasure(Owned):
    """Something that the family board asked every program to count, in the board's own words."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="shared_measures")
    title = models.CharField(max_length=160)
    asked_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("shared measure")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="shared_measure_has_words"),
            models.UniqueConstraint(
                fields=["community", "title"], condition=Q(retired_on=None), name="shared_measure_once"
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class CountedAs(Owned):
    """What one program counts already, and under which name, where the board asks for a measure."""

    belongs_through = "measure__community"

    measure = models.ForeignKey(SharedMeasure, models.CASCADE, related_name="sources")
    program = models.ForeignKey("community.Program", models.PROTECT, related_name="+")
    own_name = models.CharField(max_length=160)

    class Meta:
        verbose_name = _("own count of a program")
        constraints = [
            models.UniqueConstraint(fields=["measure", "program"], name="counted_as_once"),
            models.CheckConstraint(condition=~Q(own_name=""), name="counted_as_has_a_name"),
        ]
        ordering = ["program__organisation__name", "program__name"]

    def __str__(self) -> str:
        return self.own_name


class SharedFigure(AppendOnly):
    """One month's count of one program. No row: not recorded, which is not 0. The last row stands."""

    belongs_through = "source__measure__community"

    source = models.ForeignKey(CountedAs, models.PROTECT, related_name="figures")
    month = models.DateField()
    count = models.PositiveIntegerField()
    said_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("figure of a program")
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="shared_figure_first_of_month"),
        ]
        indexes = [models.Index(fields=["source", "month"])]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"figure {self.pk}"
