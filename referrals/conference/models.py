"""The weekly conference: who is there, which cases, what each of them gets, and the numbers of the week."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned
from referrals.conference.rules import NextStep
from referrals.tracking.models import Referral

NUMBERS = ("active_before", "inflow", "outflow", "active")


class Conference(Owned):
    """One conference. Its numbers are counted when it begins, so that the page costs the same at any size."""

    class State(models.TextChoices):
        OPEN = "open", _("going on")
        CLOSED = "closed", _("over")

    LIFE: ClassVar = {("open", "close"): State.CLOSED}

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="conferences")
    held_on = models.DateField()
    counted_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    board = models.OneToOneField("community.LiveBoard", models.PROTECT, related_name="+")
    current = models.ForeignKey("referrals.Case", models.SET_NULL, null=True, blank=True, related_name="+")
    begun_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    # From which day the week counts, and what was said then; None: there was no conference before.
    since = models.DateField()
    said_before = models.PositiveIntegerField(null=True)
    active_before = models.PositiveIntegerField()
    inflow = models.PositiveIntegerField()
    outflow = models.PositiveIntegerField()
    active = models.PositiveIntegerField()
    # What was said then and is not so by what is known now.
    added = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
    # How far the numbers can be trusted: agencies with open referrals, those of them that wrote something in
    # the last weeks; open referrals with all that is asked for; those without news.
    agencies = models.PositiveIntegerField()
    reporting = models.PositiveIntegerField()
    complete = models.PositiveIntegerField()
    stale = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("case conference")
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(fields=["community", "held_on"], name="conference_once_a_day"),
            models.CheckConstraint(condition=Q(state__in=["open", "closed"]), name="conference_state_known"),
            models.CheckConstraint(condition=Q(since__lt=F("held_on")), name="conference_week_in_order"),
            models.CheckConstraint(
                condition=Q(active=F("active_before") + F("inflow") - F("outflow")),
                name="conference_reconciles",
            ),
            models.CheckConstraint(
                condition=Q(reporting__lte=F("agencies"), complete__lte=F("active"), stale__lte=F("active")),
                name="conference_quality_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"conference {self.pk}"

    @property
    def unexplained(self) -> int:
        """What neither late entries nor corrections explain of the difference to what was said."""
        if self.said_before is None:
            return 0
        return self.active_before - (self.said_before + self.added - self.gone)


class Attendee(Owned):
    """Somebody who is at a conference, and so sees its cases."""

    belongs_through = "conference__community"

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="attendees")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("somebody at a conference")
        constraints = [models.UniqueConstraint(fields=["conference", "person"], name="attendee_once")]

    def __str__(self) -> str:
        return f"attendee {self.pk}"


class Case(Owned):
    """One referral on the list of a conference, and the one next step it gets."""

    belongs_through = "conference__community"

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="cases")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="conference_cases")
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=12, choices=NextStep, blank=True)
    owner = models.ForeignKey("community.Person", models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("case of a conference")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "referral"], name="case_once_a_conference"),
            models.UniqueConstraint(fields=["conference", "position"], name="case_place_once"),
            models.CheckConstraint(
                condition=Q(step="", owner=None, due_on=None, done_on=None)
                | Q(step__in=NextStep.values, owner__isnull=False, due_on__isnull=False),
                name="case_step_has_owner_and_day",
            ),
        ]
        indexes = [models.Index(fields=["owner", "done_on", "due_on"], name="case_of_owner")]

    def __str__(self) -> str:
        return f"case {self.pk}"


class Movement(AppendOnly):
    """One referral that came in, went out, or was counted otherwise the week before."""

    belongs_through = "conference__community"

    class Kind(models.TextChoices):
        IN = "in", _("came in")
        OUT = "out", _("went out")
        ADDED = "added", _("written down late or put right: was active already")
        GONE = "gone", _("put right: was not active")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="movements")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    times = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("movement between two conferences")
        constraints = [
            models.UniqueConstraint(fields=["conference", "referral", "kind"], name="movement_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["in", "out", "added", "gone"], times__gte=1), name="movement_known"
            ),
        ]

    def __str__(self) -> str:
        return f"movement {self.pk}"
