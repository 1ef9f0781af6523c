"""Each line of a referral's life."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly
from referrals.tracking.models.referrals import Referral
from referrals.tracking.states import FamilySaid, State, Turn


class Step(AppendOnly):
    """One line of a referral's life: what happened and when, and when and by whom it was written down.

    ``number`` counts the lines of a referral. A line that ``replaces`` another stands in its place
    (``life.standing``).
    """

    belongs_through = "referral__community"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField(default=1)
    turn = models.CharField(max_length=11, choices=Turn, default=Turn.TAKEN)
    # The state of the referral from then on.
    state = models.CharField(max_length=10, choices=Referral.State)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    # Of the first line, and of one that passes it on: who is to act; None: who sent it.
    receiver = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=12, choices=Referral.Reason, blank=True)
    family_said = models.CharField(max_length=12, choices=FamilySaid, blank=True)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("step")
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="step_numbered"),
            models.CheckConstraint(
                condition=Q(
                    state__in=State.values,
                    turn__in=Turn.values,
                    reason__in=["", *Referral.Reason.values],
                    family_said__in=["", *FamilySaid.values],
                ),
                name="step_known",
            ),
            models.CheckConstraint(
                condition=Q(turn="taken", state="closed") & ~Q(reason="")
                | ~Q(turn="taken", state="closed") & Q(reason="", family_said=""),
                name="step_that_closes_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(turn="undone") | Q(replaces__isnull=False), name="step_undone_was_one"
            ),
            models.CheckConstraint(
                condition=Q(receiver=None) | Q(turn="transferred") | Q(turn="taken", state="referred"),
                name="step_receiver_where_passed_on",
            ),
        ]
        # What was written since a moment, whatever it tells of.
        indexes = [models.Index(fields=["recorded_at"], name="step_by_record")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"step {self.pk}"

    @property
    def noted_late_by(self) -> int:
        """Days between what happened and its being written down."""
        noted: int = (timezone.localdate(self.recorded_at, timezone=self.home.zone) - self.happened_on).days
        return noted
