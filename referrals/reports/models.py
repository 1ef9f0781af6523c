"""Releases of figures: each is kept as it was issued, with every count that stood behind it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned
from referrals.reports import rules


class Draft(Owned):
    """A release that somebody prepared. It holds no count: those are read again when it is published."""

    State = rules.State
    LIFE: ClassVar[dict[tuple[Any, str], Any]] = rules.LIFE

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="report_drafts")
    # Which table: "imported.referred|race|2025-07-01|2026-06-30".
    table = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    # What was prepared; figures or releases that changed since give another one.
    digest = models.CharField(max_length=64)
    prepared_at = models.DateTimeField(default=timezone.now)
    prepared_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("draft of a release")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.State.values), name="report_draft_state_known")
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Release(AppendOnly):
    """What was published, to the letter. ``body`` is the JSON from which every form of it is made."""

    community = models.ForeignKey("community.Community", models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    table = models.CharField(max_length=120)
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    is_sample = models.BooleanField()
    issued_at = models.DateTimeField(default=timezone.now)
    prepared_by = models.ForeignKey("community.Person", models.PROTECT, null=True, related_name="+")
    issued_by = models.ForeignKey("community.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("release")
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="release_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="release_number_from_one"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="release_sha256"),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("prepared_by")),
                name="release_seen_by_two",
            ),
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"release {self.number}"


class ReleasedCount(AppendOnly):
    """One count behind a release, hidden ones too: the next release must not give them away."""

    belongs_through = "release__community"

    release = models.ForeignKey(Release, models.CASCADE, related_name="counts")
    measure = models.CharField(max_length=40)
    place = models.CharField(max_length=60)
    period_start = models.DateField()
    period_end = models.DateField()
    # Both are empty for everyone.
    dimension = models.CharField(max_length=12, blank=True)
    group = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField()
    people = models.PositiveIntegerField(null=True)
    is_shown = models.BooleanField()

    class Meta:
        verbose_name = _("count behind a release")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "measure", "place", "period_start", "period_end", "dimension", "group"],
                name="released_count_once",
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(count=0) | Q(count__gt=10), name="released_count_not_small"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="released_count_period"
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.measure} {self.place} {self.group}"


class Withdrawal(AppendOnly):
    """Why a release no longer stands. It can still be read: nothing that was said is made unsaid."""

    belongs_through = "release__community"

    release = models.OneToOneField(Release, models.CASCADE, related_name="withdrawal")
    why = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("withdrawal of a release")
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="withdrawal_says_why")]

    def __str__(self) -> str:
        return f"withdrawal of {self.release_id}"
