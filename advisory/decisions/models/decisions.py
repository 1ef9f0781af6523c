"""Decisions: the question, the method it is decided by, and what there is to choose from."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned


class Decision(Owned):
    """One question to one group."""

    belongs_through = "group__community"

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        DEFERRED = "deferred", _("put off to another meeting")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REOPENED = "reopened", _("asked again")

    class Method(models.TextChoices):
        CONSENT = "consent", _("nobody objecting (consent)")
        MAJORITY = "majority", _("more yes than no")
        TWO_THIRDS = "two_thirds", _("at least two yes for every no")
        APPROVAL = "approval", _("the choice that most people approve of")
        SCORE = "score", _("the choice with the most points")
        DOTS = "dots", _("the choice with the most dots")
        IRV = "irv", _("ranked choice, counted in rounds")
        EQUAL_SHARES = "equal_shares", _("a budget, by equal shares of the voters")
        GREEDY = "greedy", _("a budget, most votes first")

    # Answered with yes, no or not voting; the others choose between the decision's choices.
    YES_OR_NO = (Method.CONSENT, Method.MAJORITY, Method.TWO_THIRDS)
    BUDGETS = (Method.EQUAL_SHARES, Method.GREEDY)
    POINTS = (Method.SCORE, Method.DOTS)

    class Basis(models.TextChoices):
        ENTITLED = "entitled", _("of those entitled to vote")
        PRESENT = "present", _("of those who are there")

    # Asked no more: what was voted does not count, or is asked again by another.
    TAKEN_BACK = (State.WITHDRAWN, State.REOPENED)

    LIFE: ClassVar = {
        (State.DRAFT, "open"): State.OPEN,
        (State.OPEN, "close"): State.CLOSED,
        (State.DRAFT, "defer"): State.DEFERRED,
        (State.DEFERRED, "take_up"): State.DRAFT,
        (State.DRAFT, "withdraw"): State.WITHDRAWN,
        (State.DEFERRED, "withdraw"): State.WITHDRAWN,
        (State.OPEN, "withdraw"): State.WITHDRAWN,
        (State.CLOSED, "reopen"): State.REOPENED,
        (State.WITHDRAWN, "reopen"): State.REOPENED,
    }

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(
        "community.Meeting", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    # What was being talked about when the vote opened: who may see the one may see the other.
    item = models.ForeignKey(
        "community.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    method = models.CharField(max_length=12, choices=Method, default=Method.MAJORITY)
    # Nobody using Stoop can connect a ballot with its voter.
    is_secret = models.BooleanField(default=False)
    # Share of those entitled who must take part, or of those present who must vote, in percent.
    quorum_percent = models.PositiveSmallIntegerField(default=50)
    quorum_basis = models.CharField(max_length=8, choices=Basis, default=Basis.ENTITLED)
    # Those who stepped aside for a conflict of interest are still of those entitled.
    counts_recused = models.BooleanField(default=False)
    # A first pass shows where people stand; it never counts as final.
    is_first_pass = models.BooleanField(default=False)
    # The decision of another group that needs this group's approval too.
    ratifies = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="ratifications")
    # The one that is asked again with this.
    reopens = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reopened_as")
    deferred_to = models.ForeignKey(
        "community.Meeting", models.PROTECT, null=True, blank=True, related_name="deferred_decisions"
    )
    # How many choices can win; the most points a choice can get, or the dots that each voter has.
    seats = models.PositiveSmallIntegerField(default=1)
    top_mark = models.PositiveSmallIntegerField(null=True, blank=True)
    budget_cents = models.PositiveBigIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # A past record: its key and page in the source, who approved it, by which process.
    record_key = models.CharField(max_length=80, null=True, blank=True)
    record_note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("decision")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="decision_has_title"),
            models.CheckConstraint(
                condition=Q(quorum_percent__gte=1, quorum_percent__lte=100), name="decision_quorum_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(quorum_basis__in=["entitled", "present"]), name="decision_quorum_basis_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "deferred", "open", "closed", "withdrawn", "reopened"]),
                name="decision_state_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    method__in=[
                        *("consent", "majority", "two_thirds", "approval", "score", "dots"),
                        *("irv", "equal_shares", "greedy"),
                    ]
                ),
                name="decision_method_known",
            ),
            models.CheckConstraint(
                condition=Q(method__in=["equal_shares", "greedy"], budget_cents__gt=0)
                | (~Q(method__in=["equal_shares", "greedy"]) & Q(budget_cents__isnull=True)),
                name="decision_budget_has_money",
            ),
            models.CheckConstraint(
                condition=Q(method__in=["score", "dots"], top_mark__gte=1, top_mark__lte=100)
                | (~Q(method__in=["score", "dots"]) & Q(top_mark__isnull=True)),
                name="decision_points_have_a_top",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="decision_has_a_winner"),
            models.CheckConstraint(
                condition=Q(state="deferred", deferred_to__isnull=False) | ~Q(state="deferred"),
                name="decision_deferred_to_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(ratifies__isnull=True) | ~Q(ratifies=F("id")), name="decision_ratifies_another"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "deferred"], opened_at__isnull=True)
                | Q(state__in=["withdrawn", "reopened"])
                | Q(opened_at__isnull=False)
                | Q(record_key__isnull=False),
                name="decision_open_has_time",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | Q(opened_at__isnull=True)
                | Q(closes_at__gt=F("opened_at")),
                name="decision_closes_after_opening",
            ),
            models.UniqueConstraint(fields=["group", "record_key"], name="decision_record_once"),
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def counted_by(self) -> str:
        """The method as the counting room calls it: a key of ``advisory.counting.methods.METHODS``."""
        return self.method.replace("_", "-")

    @property
    def chooses(self) -> bool:
        """Whether voters choose between choices, instead of answering yes or no."""
        return self.method not in self.YES_OR_NO


class Choice(Owned):
    """One of the things to choose from. By text it goes by its place, in a budget by its letter."""

    belongs_through = "decision__group__community"

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="choices")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    cost_cents = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("choice")
        constraints = [
            models.UniqueConstraint(fields=["decision", "place"], name="choice_place_once"),
            models.UniqueConstraint(fields=["decision", "title"], name="choice_title_once"),
            models.CheckConstraint(condition=Q(place__gte=1) & ~Q(title=""), name="choice_can_be_named"),
            models.CheckConstraint(
                condition=Q(cost_cents__isnull=True) | Q(cost_cents__gt=0), name="choice_costs_something"
            ),
        ]
        ordering = ["place"]

    def __str__(self) -> str:
        return self.title

    @property
    def letter(self) -> str:
        """“A” for the first. There are 26 at most."""
        return chr(ord("A") + self.place - 1)
