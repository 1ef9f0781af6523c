"""Panels that choose somebody: what they look for, who stands, and what each member gave."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advisory.choosing.rules import MOST_POINTS
from community.core.owned import Owned

# 29 CFR 1602.14: an employer keeps what it had of applicants for one year.
KEEP_DAYS = 365


class Panel(Owned):
    """Some people of a group look for somebody: to hire, or to work with. The whole group then votes."""

    belongs_through = "group__community"

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        SCORING = "scoring", _("being scored")
        SHORTLISTED = "shortlisted", _("on a shortlist")
        VOTING = "voting", _("to be voted on")
        CHOSEN = "chosen", _("chosen")
        STOPPED = "stopped", _("stopped")

    LIFE: ClassVar = {
        (State.DRAFT, "open_scoring"): State.SCORING,
        (State.SCORING, "make_shortlist"): State.SHORTLISTED,
        (State.SHORTLISTED, "put_to_vote"): State.VOTING,
        (State.VOTING, "vote_again"): State.SHORTLISTED,
        (State.VOTING, "choose"): State.CHOSEN,
        (State.DRAFT, "stop"): State.STOPPED,
        (State.SCORING, "stop"): State.STOPPED,
        (State.SHORTLISTED, "stop"): State.STOPPED,
    }

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="panels")
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    # How many the shortlist holds; more where the last place is shared.
    places = models.PositiveSmallIntegerField(default=3)
    # When the first score was given: the criteria have not changed since.
    frozen_at = models.DateTimeField(null=True, blank=True)
    decision = models.OneToOneField(
        "advisory.Decision", models.PROTECT, null=True, blank=True, related_name="panel"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    keep_days = models.PositiveSmallIntegerField(default=KEEP_DAYS)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("panel")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="panel_has_title"),
            models.CheckConstraint(
                condition=Q(places__gte=2, places__lte=26), name="panel_shortlist_is_some"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "scoring", "shortlisted"], ended_at__isnull=True)
                | Q(state="voting", decision__isnull=False, ended_at__isnull=True)
                | Q(state="chosen", decision__isnull=False, ended_at__isnull=False)
                | Q(state="stopped", ended_at__isnull=False),
                name="panel_state_is_told_whole",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(ended_at__isnull=False),
                name="panel_forgets_after_its_end",
            ),
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class Criterion(Owned):
    """One thing that the group looks for, how much it weighs, and what each score from 0 to 4 means."""

    belongs_through = "panel__group__community"

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="criteria")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    weight = models.PositiveSmallIntegerField(default=1)
    means_0 = models.CharField(max_length=120)
    means_1 = models.CharField(max_length=120)
    means_2 = models.CharField(max_length=120)
    means_3 = models.CharField(max_length=120)
    means_4 = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(fields=["panel", "place"], name="criterion_place_once"),
            models.UniqueConstraint(fields=["panel", "name"], name="criterion_name_once"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=10), name="criterion_weighs"),
            models.CheckConstraint(
                condition=~Q(name="")
                & ~Q(means_0="")
                & ~Q(means_1="")
                & ~Q(means_2="")
                & ~Q(means_3="")
                & ~Q(means_4=""),
                name="criterion_says_what_scores_mean",
            ),
        ]
        ordering = ["place"]

    def __str__(self) -> str:
        return self.name

    @property
    def meanings(self) -> list[tuple[int, str]]:
        """Each score with its meaning, lowest first."""
        return [(points, getattr(self, f"means_{points}")) for points in range(MOST_POINTS + 1)]


class PanelSeat(Owned):
    """Somebody on the panel."""

    belongs_through = "panel__group__community"

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="seats")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="panel_seats")

    class Meta:
        verbose_name = _("seat on a panel")
        verbose_name_plural = _("seats on panels")
        constraints = [models.UniqueConstraint(fields=["panel", "person"], name="panel_seat_once")]

    def __str__(self) -> str:
        return f"panel seat {self.pk}"


class PanelCandidate(Owned):
    """Somebody who could be chosen: a person, or a partner. The name is for the staff and the panel."""

    belongs_through = "panel__group__community"

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="candidates")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    is_shortlisted = models.BooleanField(default=False)
    choice = models.OneToOneField(
        "advisory.Choice", models.PROTECT, null=True, blank=True, related_name="candidate"
    )
    was_chosen = models.BooleanField(default=False)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("candidate")
        constraints = [
            models.UniqueConstraint(fields=["panel", "place"], name="candidate_place_once"),
            models.UniqueConstraint(
                fields=["panel", "name"], condition=~Q(name=""), name="candidate_name_once"
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) & ~Q(name="")
                | Q(forgotten_at__isnull=False, name="", note=""),
                name="candidate_is_named_or_forgotten",
            ),
            models.CheckConstraint(
                condition=Q(was_chosen=False) | Q(is_shortlisted=True), name="candidate_chosen_from_shortlist"
            ),
        ]
        ordering = ["place"]

    def __str__(self) -> str:
        return f"candidate {self.place}"


class PanelConflict(Owned):
    """A member of the panel who is too near to a candidate to score them, and says how."""

    belongs_through = "seat__panel__group__community"

    seat = models.ForeignKey(PanelSeat, models.PROTECT, related_name="conflicts")
    candidate = models.ForeignKey(PanelCandidate, models.PROTECT, related_name="conflicts")
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [models.UniqueConstraint(fields=["seat", "candidate"], name="panel_conflict_once")]

    def __str__(self) -> str:
        return f"conflict {self.pk}"


class PanelSheet(Owned):
    """What one member of the panel gave one candidate, all criteria at once; it is not changed."""

    belongs_through = "seat__panel__group__community"

    seat = models.ForeignKey(PanelSeat, models.PROTECT, related_name="sheets")
    candidate = models.ForeignKey(PanelCandidate, models.PROTECT, related_name="sheets")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("score sheet")
        constraints = [models.UniqueConstraint(fields=["seat", "candidate"], name="score_sheet_once")]

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class PanelScore(Owned):
    """The points of one criterion on one sheet."""

    belongs_through = "sheet__seat__panel__group__community"

    sheet = models.ForeignKey(PanelSheet, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("score")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="panel_score_once"),
            models.CheckConstraint(condition=Q(points__lte=MOST_POINTS), name="panel_score_is_0_to_4"),
        ]

    def __str__(self) -> str:
        return f"score {self.pk}"
