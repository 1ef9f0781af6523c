"""Short notes about a child: off, unless the organization that refers turns them on."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned
from referrals.sealing.fields import SealedText
from referrals.tracking.models.referrals import Referral

LONGEST_NOTE = 500


class NotesAllowed(Owned):
    """From when to when an organization writes notes, and who said so. ``ended_at`` None: still."""

    belongs_through = "organisation__community"

    organisation = models.ForeignKey("community.Organisation", models.PROTECT, related_name="+")
    began_at = models.DateTimeField(default=timezone.now)
    began_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("community.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("time in which notes may be written")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_at=None), name="notes_allowed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__gte=F("began_at"), ended_by__isnull=False),
                name="notes_allowed_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"notes allowed {self.pk}"


class Note(AppendOnly):
    """What the sender wrote with a referral, sealed. There is none that was written while notes were off."""

    belongs_through = "referral__community"

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="note")
    under = models.ForeignKey(NotesAllowed, models.PROTECT, related_name="+")
    words = SealedText(max_length=LONGEST_NOTE)

    class Meta:
        verbose_name = _("note")
        constraints = [models.CheckConstraint(condition=Q(words__sealed=True), name="note_is_sealed")]

    def __str__(self) -> str:
        return f"note {self.pk}"
