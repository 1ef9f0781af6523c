"""One round of a participatory budget."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned


class Round(Owned):
    """Money that a group hands to its neighbors: they say what for, it votes, all see what came of it."""

    belongs_through = "group__community"

    class State(models.TextChoices):
        IDEAS = "ideas", _("collecting ideas")
        REVIEW = "review", _("looking at what can be done")
        VOTE = "vote", _("to be voted on")
        DELIVERY = "delivery", _("being done")
        DONE = "done", _("finished")

    LIFE: ClassVar = {
        (State.IDEAS, "review"): State.REVIEW,
        (State.REVIEW, "collect_again"): State.IDEAS,
        (State.REVIEW, "put_to_vote"): State.VOTE,
        (State.VOTE, "review_again"): State.REVIEW,
        (State.VOTE, "decide"): State.DELIVERY,
        (State.DELIVERY, "finish"): State.DONE,
    }

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="budget_rounds")
    # The first round of a group is 1; with the group's code it is the round's address.
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    budget_cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    state = models.CharField(max_length=10, choices=State, default=State.IDEAS)
    ideas_until = models.DateField(null=True, blank=True)
    # The vote that decides; a later one when the first did not count.
    decision = models.OneToOneField(
        "advisory.Decision", models.PROTECT, null=True, blank=True, related_name="budget_round"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("budget round")
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="round_number_once"),
            models.CheckConstraint(condition=~Q(title="") & Q(number__gte=1), name="round_can_be_named"),
            models.CheckConstraint(condition=Q(budget_cents__gt=0), name="round_has_money"),
            models.CheckConstraint(condition=Q(currency="USD"), name="round_currency_known"),
            models.CheckConstraint(
                condition=Q(state__in=["ideas", "review"])
                | Q(state__in=["vote", "delivery", "done"], decision__isnull=False),
                name="round_state_known",
            ),
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """“FAB-2”: its name in public addresses."""
        return f"{self.group.code}-{self.number}"
