"""What was written down while people talked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.meetings.models.agenda import AgendaItem
from community.meetings.models.meetings import Meeting


class MeetingNote(Owned):
    """One note of a meeting, or one thing in its parking lot."""

    belongs_through = "meeting__group__community"

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        PARKED = "parked", _("parking lot")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notes")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="noted")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.NOTE)
    body = models.TextField(max_length=2000)
    # Only those with a seat read it; the staff can't open it.
    members_only = models.BooleanField(default=False)
    author = models.ForeignKey("community.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # When something parked was dealt with.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("note of a meeting")
        verbose_name_plural = _("notes of a meeting")
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="meeting_note_says_something"),
            models.CheckConstraint(condition=Q(kind__in=["note", "parked"]), name="meeting_note_kind_known"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(kind="parked"), name="meeting_note_settles_parked"
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
