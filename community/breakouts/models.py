"""A round of small groups, its groups, and who sits in each."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned


class BreakoutRound(Owned):
    """The people in the room talk in small groups for a while."""

    belongs_through = "meeting__group__community"

    class State(models.TextChoices):
        OPEN = "open", _("in small groups")
        ENDED = "ended", _("back together")

    class Way(models.TextChoices):
        COUNT = "count", _("drawn by lot")
        MIXED = "mixed", _("families and others mixed")
        LANGUAGE = "language", _("by language")

    LIFE: ClassVar = {(State.OPEN, "end"): State.ENDED}

    meeting = models.ForeignKey("community.Meeting", models.CASCADE, related_name="breakouts")
    item = models.ForeignKey("community.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="+")
    way = models.CharField(max_length=8, choices=Way)
    state = models.CharField(max_length=5, choices=State, default=State.OPEN)
    # The two questions in the facilitator's own words; empty: the usual ones, in each reader's language.
    prompt_what = models.CharField(max_length=200, blank=True)
    prompt_who = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("round of small groups")
        verbose_name_plural = _("rounds of small groups")
        constraints = [
            models.UniqueConstraint(fields=["meeting"], condition=Q(state="open"), name="breakout_one_open"),
            models.CheckConstraint(
                condition=Q(way__in=["count", "mixed", "language"]), name="breakout_way_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | Q(state="ended", ended_at__gte=F("began_at")),
                name="breakout_ends_after_it_began",
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"small groups {self.pk}"


class SmallGroup(Owned):
    """One group of a round, and what it wrote."""

    belongs_through = "round__meeting__group__community"

    round = models.ForeignKey(BreakoutRound, models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    scribe = models.ForeignKey("community.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    what = models.TextField(max_length=1700, blank=True)
    who = models.TextField(max_length=1700, blank=True)
    # Counts what was saved, so that a phone can say which text it changed.
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("small group")
        verbose_name_plural = _("small groups")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="small_group_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="small_group_counts_from_one"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"small group {self.number}"


class Seat(Owned):
    """One person in one group of a round."""

    belongs_through = "round__meeting__group__community"

    round = models.ForeignKey(BreakoutRound, models.CASCADE, related_name="seats")
    group = models.ForeignKey(SmallGroup, models.CASCADE, related_name="seats")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("place in a small group")
        verbose_name_plural = _("places in a small group")
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="small_group_seat_once")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"place {self.pk}"
