"""Who was at a meeting."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.meetings.models.meetings import Meeting


class Attendance(Owned):
    """One person who was at one meeting, once."""

    belongs_through = "meeting__group__community"

    class Channel(models.TextChoices):
        FACILITATOR = "facilitator", _("checked in by the facilitator")
        PHONE = "phone", _("on their own phone")
        TEXT = "text", _("by text with the door code")
        SCREEN = "screen", _("by the picture on the screen")
        PAPER = "paper", _("on the paper list")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="attendance")
    # Empty where the paper list has no time.
    at = models.DateTimeField(default=timezone.now, null=True, blank=True)
    channel = models.CharField(max_length=12, choices=Channel)
    recorded_by = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(channel__in=["facilitator", "paper"], recorded_by__isnull=False)
                | Q(channel__in=["phone", "text", "screen"], recorded_by__isnull=True),
                name="attendance_says_who_recorded_it",
            ),
            models.CheckConstraint(
                condition=Q(at__isnull=False) | Q(channel="paper"), name="attendance_has_time_unless_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class AttendanceCount(Owned):
    """How many of one body a past record counts. No row means that it was not recorded."""

    belongs_through = "meeting__group__community"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance_counts")
    # "FAB", "PAT", "BB", or one of the record's own sums: "roster", "total", "orgs", "programs".
    body = models.CharField(max_length=12)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("attendance count")
        constraints = [models.UniqueConstraint(fields=["meeting", "body"], name="attendance_count_once")]

    def __str__(self) -> str:
        return f"{self.body}: {self.count}"
