"""What a closed decision came to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from advisory.decisions.models.decisions import Choice, Decision
from community.core.owned import AppendOnly


class Result(AppendOnly):
    """What a closed decision came to. A past record without a published tally has none.

    ``count`` is what the count printed, as ``advisory.counting.result.Result.as_json`` has it, and
    ``winners`` the places of the choices that won; both are None where people answered yes or no.
    """

    belongs_through = "decision__group__community"

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="result")
    entitled = models.PositiveIntegerField()
    # Of those entitled: at the meeting, or voting from elsewhere.
    present = models.PositiveIntegerField()
    cast = models.PositiveIntegerField()
    yes = models.PositiveIntegerField(null=True, blank=True)
    no = models.PositiveIntegerField(null=True, blank=True)
    abstain = models.PositiveIntegerField()
    quorum_met = models.BooleanField()
    passed = models.BooleanField()
    count = models.JSONField(null=True, blank=True)
    winners = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("result")
        constraints = [
            models.CheckConstraint(
                condition=Q(cast=F("yes") + F("no") + F("abstain"), winners__isnull=True)
                | Q(yes__isnull=True, no__isnull=True, cast__gte=F("abstain"), winners__isnull=False),
                name="result_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(cast__lte=F("present"), present__lte=F("entitled")),
                name="result_within_the_roll",
            ),
            models.CheckConstraint(
                condition=Q(passed=False) | Q(quorum_met=True), name="result_passes_only_with_quorum"
            ),
        ]

    def __str__(self) -> str:
        return f"result {self.pk}"

    @property
    def chosen(self) -> list[Choice]:
        """The choices at the places that won, in the order in which they did."""
        by_place = {choice.place: choice for choice in self.decision.choices.all()}
        return [by_place[place] for place in self.winners or []]
