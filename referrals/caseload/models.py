"""What the Ambassador does for a family: each call, text and visit; and who looks after whom."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned
from referrals.caseload.rules import Barrier, Kind, Outcome
from referrals.tracking.models import Referral


class Contact(AppendOnly):
    """One try to reach a family, and what came of it. A mistake is put right by the next one."""

    belongs_through = "referral__community"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="contacts")
    # The first is 1. Who notes one says how many they have seen: so a second press is the same press, and
    # two people who called at once hear of each other.
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=Kind)
    outcome = models.CharField(max_length=12, choices=Outcome)
    barrier = models.CharField(max_length=12, choices=Barrier, blank=True)
    happened_on = models.DateField()
    next_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("contact with a family")
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="contact_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="contact_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=Kind.values, outcome__in=Outcome.values, barrier__in=["", *Barrier.values]
                ),
                name="contact_known",
            ),
            models.CheckConstraint(
                condition=Q(barrier="") | Q(outcome__in=["reached", "no_more"]),
                name="contact_barrier_was_said",
            ),
            models.CheckConstraint(
                condition=Q(outcome="no_more", next_on__isnull=True)
                | ~Q(outcome="no_more") & Q(next_on__isnull=False, next_on__gte=F("happened_on")),
                name="contact_says_when_next",
            ),
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Handover(AppendOnly):
    """A family passes from whoever had it to an Ambassador, or to nobody."""

    belongs_through = "referral__community"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="handovers")
    given_to = models.ForeignKey("community.Person", models.PROTECT, null=True, related_name="+")
    given_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("handing over of a family")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"handover {self.pk}"


class Cover(Owned):
    """Somebody sees an absent Ambassador's families from one day until another. It ends by itself."""

    belongs_through = "away__community"

    away = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    standing_in = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    entered_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=timezone.now)
    # Set where the absent one is back early.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("standing in for an Ambassador")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cover_ends_after_start"),
            models.CheckConstraint(condition=~Q(away=F("standing_in")), name="cover_by_another"),
        ]

    def __str__(self) -> str:
        return f"cover {self.pk}"
