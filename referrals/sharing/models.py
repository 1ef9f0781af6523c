"""Records opened without a right to them, with a reason; and whether what ends by itself goes on."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly
from community.people.models import Channel
from referrals.sealing.fields import SealedText
from referrals.tracking.models import Referral

LONGEST_REASON = 300


class Glass(AppendOnly):
    """One person opened one record in an emergency. It is never made longer: a new hour is a new row, with
    a reason of its own."""

    belongs_through = "referral__community"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="glasses")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    # It may name the child.
    reason = SealedText(max_length=LONGEST_REASON)
    opened_at = models.DateTimeField(default=timezone.now)
    minutes = models.PositiveSmallIntegerField(default=60)

    class Meta:
        verbose_name = _("record opened with a reason")
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=60), name="glass_an_hour_at_most"
            ),
            models.CheckConstraint(condition=Q(reason__sealed=True), name="glass_has_a_sealed_reason"),
        ]
        indexes = [models.Index(fields=["person", "referral", "opened_at"], name="glass_of_a_person")]

    def __str__(self) -> str:
        return f"glass {self.pk}"

    @property
    def until(self) -> datetime:
        """The moment at which it closes."""
        return self.opened_at + timedelta(minutes=self.minutes)

    @property
    def is_open(self) -> bool:
        return self.opened_at <= timezone.now() < self.until


class GlassLook(AppendOnly):
    """Somebody else than who opened it has looked into the matter."""

    belongs_through = "glass__referral__community"

    glass = models.OneToOneField(Glass, models.PROTECT, related_name="look")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("look into a record that was opened with a reason")

    def __str__(self) -> str:
        return f"look {self.pk}"


class Renewal(AppendOnly):
    """A parent was asked by text whether one consent goes on for a year, or answered. The latest answer
    stands; without one it ends on its day."""

    belongs_through = "consent__person__community"

    class What(models.TextChoices):
        FIRST = "first", _("asked a month before its end")
        LAST = "last", _("asked a week before its end")
        YES = "yes", _("it goes on")
        NO = "no", _("it ends")

    ANSWERS: ClassVar = (What.YES, What.NO)

    consent = models.ForeignKey("community.Consent", models.PROTECT, related_name="renewals")
    what = models.CharField(max_length=5, choices=What)
    channel = models.CharField(max_length=8, choices=Channel)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("question about a consent that ends")
        constraints = [
            models.UniqueConstraint(
                fields=["consent", "what"], condition=Q(what__in=["first", "last"]), name="renewal_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(what__in=["first", "last", "yes", "no"], channel__in=Channel.values),
                name="renewal_known",
            ),
        ]

    def __str__(self) -> str:
        return f"renewal {self.pk}"
