"""What comes of a decision: promises, money, measures, what happened, and who was told of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned

# More does not fit into a text beside the decision's title.
LONGEST_STEP = 120


class Outcome(Owned):
    """How far a decision is. Without a row it is under way."""

    belongs_through = "decision__group__community"

    class State(models.TextChoices):
        UNDER_WAY = "under_way", _("under way")
        CARRIED_OUT = "carried_out", _("carried out")
        NOT_CARRIED_OUT = "not_carried_out", _("not carried out")

    LIFE: ClassVar = {
        (State.UNDER_WAY, "carry_out"): State.CARRIED_OUT,
        (State.UNDER_WAY, "give_up"): State.NOT_CARRIED_OUT,
        (State.CARRIED_OUT, "resume"): State.UNDER_WAY,
        (State.NOT_CARRIED_OUT, "resume"): State.UNDER_WAY,
    }

    decision = models.OneToOneField("advisory.Decision", models.PROTECT, related_name="follow_through")
    state = models.CharField(max_length=16, choices=State, default=State.UNDER_WAY)
    settled_on = models.DateField(null=True, blank=True)
    # What there is now, why it was not carried out, or why it is taken up again.
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("outcome of a decision")
        verbose_name_plural = _("outcomes of decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="under_way", settled_on__isnull=True)
                | Q(state__in=["carried_out", "not_carried_out"], settled_on__isnull=False),
                name="outcome_settled_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_carried_out", reason=""), name="outcome_not_carried_out_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"outcome {self.pk}"


class Commitment(AppendOnly):
    """A next step that somebody promised because of a decision."""

    belongs_through = "decision__group__community"

    decision = models.ForeignKey("advisory.Decision", models.PROTECT, related_name="commitments")
    action_item = models.ForeignKey("community.ActionItem", models.PROTECT, related_name="commitments")

    class Meta:
        verbose_name = _("commitment")
        constraints = [
            models.UniqueConstraint(fields=["decision", "action_item"], name="commitment_made_once")
        ]

    def __str__(self) -> str:
        return f"commitment {self.pk}"


class Earmark(AppendOnly):
    """Money set aside for a decision. Money taken back is another row, below zero, and says why."""

    belongs_through = "decision__group__community"

    decision = models.ForeignKey("advisory.Decision", models.PROTECT, related_name="earmarks")
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    source = models.CharField(max_length=120)
    reason = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("money set aside")
        verbose_name_plural = _("money set aside")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0) | Q(amount_cents__lt=0) & ~Q(reason=""),
                name="earmark_is_money",
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}\Z"), name="earmark_currency"),
            models.CheckConstraint(condition=~Q(source=""), name="earmark_says_from_where"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"earmark {self.pk}"


class Measure(Owned):
    """By what the group will see that its decision did something: “children at story time, 40”."""

    belongs_through = "decision__group__community"

    decision = models.ForeignKey("advisory.Decision", models.PROTECT, related_name="measures")
    what = models.CharField(max_length=120)
    unit = models.CharField(max_length=40, blank=True)
    # None where the group only wants to know.
    target = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("measure")
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="measure_says_what"),
            models.UniqueConstraint(fields=["decision", "what"], name="measure_named_once"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.what


class Reading(AppendOnly):
    """What was counted on a day. None is "not recorded", which is not 0. The last of a day holds."""

    belongs_through = "measure__decision__group__community"

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="readings")
    on = models.DateField()
    value = models.PositiveIntegerField(null=True, blank=True)
    entered_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("reading of a measure")
        verbose_name_plural = _("readings of measures")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"reading {self.pk}"


class Step(AppendOnly):
    """Something that happened because of a decision: those who voted hear of it, and everybody may."""

    belongs_through = "decision__group__community"

    decision = models.ForeignKey("advisory.Decision", models.PROTECT, related_name="steps")
    on = models.DateField()
    words = models.CharField(max_length=LONGEST_STEP)
    # The same in other languages, by their codes.
    others = models.JSONField(default=dict, blank=True)
    entered_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("step of a decision")
        verbose_name_plural = _("steps of decisions")
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="step_says_what_happened"),
            models.UniqueConstraint(fields=["decision", "on", "words"], name="step_told_once"),
        ]
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"step {self.pk}"

    def words_in(self, language: str) -> str:
        """What happened, in ``language`` where somebody has written it, else as it was written."""
        said: str = self.others.get(language) or self.words
        return said


class Telling(Owned):
    """One text to those who voted, of all that was new. A decision has one a day at most."""

    belongs_through = "decision__group__community"

    decision = models.ForeignKey("advisory.Decision", models.PROTECT, related_name="tellings")
    on = models.DateField()
    # When all of them were queued.
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("news of a decision")
        verbose_name_plural = _("news of decisions")
        constraints = [models.UniqueConstraint(fields=["decision", "on"], name="telling_once_a_day")]

    def __str__(self) -> str:
        return f"telling {self.pk}"


class Told(AppendOnly):
    """In which text a step was told."""

    belongs_through = "telling__decision__group__community"

    telling = models.ForeignKey(Telling, models.PROTECT, related_name="told")
    step = models.OneToOneField(Step, models.PROTECT, related_name="told")

    class Meta:
        verbose_name = _("step that was told")
        verbose_name_plural = _("steps that were told")

    def __str__(self) -> str:
        return f"told {self.pk}"
