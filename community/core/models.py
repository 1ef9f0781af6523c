"""The audit: who did what to which row, when and why. It holds ids and states, never content."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly


class AuditLine(AppendOnly):
    """One act, written in the transaction of the act itself."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="+")
    actor = models.ForeignKey("community.Person", models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("audit line")
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"
