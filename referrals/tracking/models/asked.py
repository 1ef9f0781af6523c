"""What families say."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from referrals.tracking.models.referrals import Referral


class FamilyAnswer(Owned):
    """What the family said when we asked whether somebody called. The latest answer stands."""

    belongs_through = "referral__community"

    class Answer(models.TextChoices):
        CALLED = "called", _("yes, they called")
        NOT_YET = "not_yet", _("not yet")

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="family_answer")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("answer of the family")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["", "called", "not_yet"]), name="family_answer_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="family_answer_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"family answer {self.pk}"
