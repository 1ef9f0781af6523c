"""Meetings: what was planned, who came, and what was promised."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned


class Meeting(Owned):
    """One meeting of a group. ``starts_at`` is empty only for past records whose source names a month."""

    belongs_through = "group__community"

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("under way")
        CLOSED = "closed", _("closed")

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        REMOTE = "remote", _("by video")
        HYBRID = "hybrid", _("in person and by video")

    LIFE: ClassVar = {
        (State.PLANNED, "open"): State.OPEN,
        (State.OPEN, "close"): State.CLOSED,
    }

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="meetings")
    # As the group counts it. Stored, because numbers skip.
    number = models.PositiveIntegerField()
    month = models.DateField(help_text=_("First day of the month it was held in."))
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    # A past record may know the day and not the hour.
    held_on = models.DateField(null=True, blank=True)
    mode = models.CharField(max_length=10, choices=Mode, blank=True)
    place = models.CharField(max_length=120, blank=True)
    link = models.URLField(blank=True)
    objectives = models.JSONField(default=list, blank=True)
    offers_meal = models.BooleanField(default=False)
    offers_childcare = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    door_code = models.CharField(max_length=4, blank=True)
    board = models.OneToOneField(
        "community.LiveBoard", models.PROTECT, null=True, blank=True, related_name="meeting"
    )
    current_item = models.ForeignKey(
        "community.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Where a past record comes from; empty for meetings of our own.
    source = models.URLField(blank=True, max_length=300)

    class Meta:
        verbose_name = _("meeting")
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="meeting_number_once"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=False, ends_at__isnull=False) | ~Q(source=""),
                name="meeting_time_known_unless_record",
            ),
            models.CheckConstraint(
                condition=Q(door_code="") | Q(door_code__regex=r"^[0-9]{4}$"),
                name="meeting_door_code_four_digits",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "open", "closed"]), name="meeting_state_known"
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["", "in_person", "remote", "hybrid"]), name="meeting_mode_known"
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="meeting_number_positive"),
        ]
        ordering = ["-month", "-number"]

    def __str__(self) -> str:
        return f"{self.group.code} {self.number}"

    @property
    def roster_day(self):  # type: ignore[no-untyped-def]
        """The day whose roster this meeting is measured against, or None when no day is recorded."""
        if self.starts_at:
            return timezone.localdate(self.starts_at, timezone=self.group.community.zone)
        return self.held_on


class AgendaItem(Owned):
    """One item of the agenda, in order. A deferred item waits for another meeting."""

    belongs_through = "meeting__group__community"

    class State(models.TextChoices):
        PLANNED = "planned", _("to come")
        DONE = "done", _("done")
        DEFERRED = "deferred", _("deferred")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    # Facts of a past record, one a line.
    notes = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)

    class Meta:
        verbose_name = _("agenda item")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_title"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "done", "deferred"]), name="agenda_item_state_known"
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class Invitation(Owned):
    """One person asked to one meeting, and what they answered."""

    belongs_through = "meeting__group__community"

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    person = models.ForeignKey("community.Person", models.CASCADE, related_name="invitations")
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=8, blank=True)
    needs_childcare = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="invitation_once"),
            models.CheckConstraint(condition=Q(answer__in=["", "yes", "no"]), name="invitation_answer_known"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="invitation_answer_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Attendance(Owned):
    """One person who was at one meeting, once."""

    belongs_through = "meeting__group__community"

    class Channel(models.TextChoices):
        FACILITATOR = "facilitator", _("checked in by the facilitator")
        PHONE = "phone", _("on their own phone")
        TEXT = "text", _("by text with the door code")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="attendance")
    at = models.DateTimeField(default=timezone.now)
    channel = models.CharField(max_length=12, choices=Channel)
    recorded_by = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(channel="facilitator", recorded_by__isnull=False)
                | Q(channel__in=["phone", "text"], recorded_by__isnull=True),
                name="attendance_says_who_recorded_it",
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


class ActionItem(Owned):
    """Something somebody will do by a date."""

    belongs_through = "group__community"

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="action_items")
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="action_items")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="action_items"
    )
    owner_organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="action_items"
    )
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("action item")
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, owner_organisation__isnull=True)
                | Q(owner__isnull=True, owner_organisation__isnull=False),
                name="action_item_has_one_owner",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="action_item_has_title"),
        ]
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title
