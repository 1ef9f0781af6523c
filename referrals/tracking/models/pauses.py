"""Days that do not count towards the 45 days to the plan meeting."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly
from referrals.tracking.models.referrals import Referral
from referrals.tracking.states import Evidence, PauseKind


class Pause(AppendOnly):
    """A documented pause of the 45 days, 34 CFR 303.310(b). Its end, and a correction, is another line that
    ``replaces`` it; one ``is_void`` says that it never was.

    ``from_on`` is the first day that does not count, ``until_on`` the first that counts again, None while
    nobody knows; then ``look_again_on`` is the day on which somebody asks.
    """

    belongs_through = "referral__community"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=8, choices=PauseKind)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=8, choices=Evidence)
    # Of missing consent: two of the attempts to obtain it, on different days.
    first_attempt_on = models.DateField(null=True, blank=True)
    last_attempt_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    is_void = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("pause")
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PauseKind.values, evidence__in=Evidence.values), name="pause_known"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=False, look_again_on=None, until_on__gt=F("from_on"))
                | Q(until_on=None, look_again_on__isnull=False, look_again_on__gt=F("from_on")),
                name="pause_ends_or_is_looked_at_again",
            ),
            models.CheckConstraint(
                condition=Q(kind="family", first_attempt_on=None, last_attempt_on=None)
                | Q(
                    kind="consent",
                    first_attempt_on__isnull=False,
                    last_attempt_on__isnull=False,
                    first_attempt_on__lt=F("last_attempt_on"),
                ),
                name="pause_without_consent_after_two_attempts",
            ),
            models.CheckConstraint(
                condition=Q(is_void=False) | Q(replaces__isnull=False), name="pause_void_was_one"
            ),
        ]

    def __str__(self) -> str:
        return f"pause {self.pk}"
