"""Decisions: the question, the frozen roll, the ballots, and the result."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned


class Option(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")
    ABSTAIN = "abstain", _("not voting")


class Decision(Owned):
    """One question to one group."""

    belongs_through = "group__community"

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Threshold(models.TextChoices):
        MAJORITY = "majority", _("more yes than no")
        TWO_THIRDS = "two_thirds", _("at least two yes for every no")

    LIFE: ClassVar = {(State.DRAFT, "open"): State.OPEN, (State.OPEN, "close"): State.CLOSED}

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
    # Share of those entitled who must take part, in percent.
    quorum_percent = models.PositiveSmallIntegerField(default=50)
    threshold = models.CharField(max_length=12, choices=Threshold, default=Threshold.MAJORITY)
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
                condition=Q(state__in=["draft", "open", "closed"]), name="decision_state_known"
            ),
            models.CheckConstraint(
                condition=Q(threshold__in=["majority", "two_thirds"]), name="decision_threshold_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", opened_at__isnull=True)
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


class RollEntry(AppendOnly):
    """One person entitled to vote on one decision, as of its opening."""

    belongs_through = "decision__group__community"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="roll")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("roll entry")
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="on_the_roll_once")]

    def __str__(self) -> str:
        return f"roll entry {self.pk}"


class Ballot(Owned):
    """The one ballot of one entry of the roll. Until closing, a later vote replaces an earlier one."""

    belongs_through = "entry__decision__group__community"

    class Channel(models.TextChoices):
        TEXT = "text", _("by text")
        PHONE = "phone", _("on their own phone")
        HAND = "hand", _("by raised hand")

    entry = models.OneToOneField(RollEntry, models.PROTECT, related_name="ballot")
    option = models.CharField(max_length=8, choices=Option)
    channel = models.CharField(max_length=8, choices=Channel)
    entered_by = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The database's own time, like every moment that decides whether a ballot counts.
    cast_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("ballot")
        constraints = [
            models.CheckConstraint(
                condition=Q(option__in=["yes", "no", "abstain"]), name="ballot_option_known"
            ),
            models.CheckConstraint(
                condition=Q(channel="hand", entered_by__isnull=False)
                | Q(channel__in=["text", "phone"], entered_by__isnull=True),
                name="ballot_says_who_entered_it",
            ),
        ]

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class Result(AppendOnly):
    """What a closed decision came to. A past record without a published tally has none."""

    belongs_through = "decision__group__community"

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="result")
    entitled = models.PositiveIntegerField()
    # Of those entitled: at the meeting, or voting from elsewhere.
    present = models.PositiveIntegerField()
    cast = models.PositiveIntegerField()
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    abstain = models.PositiveIntegerField()
    quorum_met = models.BooleanField()
    passed = models.BooleanField()

    class Meta:
        verbose_name = _("result")
        constraints = [
            models.CheckConstraint(
                condition=Q(cast=F("yes") + F("no") + F("abstain")), name="result_adds_up"
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
