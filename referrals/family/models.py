"""What was asked of a family, and what it said."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly
from community.people.models import Channel
from referrals.family.rules import VALUES, Key
from referrals.tracking.models import Referral


class Asked(AppendOnly):
    """One question, put to one family at one of its moments."""

    belongs_through = "referral__community"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="asked")
    question = models.CharField(max_length=8, choices=Key)
    # The first time is 1.
    moment = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("question to a family")
        constraints = [
            models.UniqueConstraint(fields=["referral", "question", "moment"], name="asked_once_a_moment"),
            models.CheckConstraint(condition=Q(question__in=Key.values, moment__gte=1), name="asked_known"),
        ]
        indexes = [models.Index(fields=["asked_at"])]

    def __str__(self) -> str:
        return f"asked {self.pk}"


class Answer(AppendOnly):
    """One answer of a family. It may say something else later: the latest stands."""

    belongs_through = "asked__referral__community"

    asked = models.ForeignKey(Asked, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=8)
    said_at = models.DateTimeField(default=timezone.now)
    channel = models.CharField(max_length=8, choices=Channel)

    class Meta:
        verbose_name = _("answer of a family")
        constraints = [
            models.UniqueConstraint(fields=["asked", "number"], name="answer_numbered"),
            models.CheckConstraint(
                condition=Q(value__in=VALUES, channel__in=Channel.values, number__gte=1), name="answer_known"
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
