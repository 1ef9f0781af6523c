"""A meeting of a group: when, where, what it offers, how far it is."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.people.models import Group


class Meeting(Owned):
    """One meeting of a group. ``starts_at`` is empty only for past records whose source names a month."""

    belongs_through = "group__community"

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("under way")
        CLOSED = "closed", _("closed")
        SKIPPED = "skipped", _("not held")

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        REMOTE = "remote", _("by video")
        HYBRID = "hybrid", _("in person and by video")

    # Nothing more will happen there.
    OVER = (State.CLOSED, State.SKIPPED)
    LIFE: ClassVar = {
        (State.PLANNED, "open"): State.OPEN,
        (State.OPEN, "close"): State.CLOSED,
        (State.PLANNED, "skip"): State.SKIPPED,
    }

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="meetings")
    # Those who meet together with ``group``; their members are members of this meeting too.
    joint_with = models.ManyToManyField("community.Group", blank=True, related_name="joint_meetings")
    series = models.ForeignKey(
        "community.Series", models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    # The day the rule gave it; ``starts_at`` says another one when it was moved.
    series_on = models.DateField(null=True, blank=True)
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
    offers_interpretation = models.BooleanField(default=False)
    offers_ride = models.BooleanField(default=False)
    # Only those with a seat come and follow; the staff prepares it and opens the doors.
    members_only = models.BooleanField(default=False)
    # Between two meetings that count.
    interim = models.BooleanField(default=False)
    skip_reason = models.CharField(max_length=200, blank=True)
    # How often the time or the place changed (SEQUENCE of RFC 5545, 3.8.7.4).
    revision = models.PositiveSmallIntegerField(default=0)
    # The charter's rule on the day it was planned: later than this is late. Empty: the charter has none.
    grace_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    door_code = models.CharField(max_length=4, blank=True)
    # What the picture on the screen holds; unlike the door code nobody types it.
    door_key = models.CharField(max_length=22, null=True, blank=True, unique=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Since when the clock of the current item runs; empty while it is stopped.
    timer_since = models.DateTimeField(null=True, blank=True)
    # Everybody breathes: the boards show nothing else.
    breathing = models.BooleanField(default=False)
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
                condition=Q(state__in=["planned", "open", "closed", "skipped"]), name="meeting_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="skipped") & ~Q(skip_reason="") | ~Q(state="skipped") & Q(skip_reason=""),
                name="meeting_skipped_for_a_reason",
            ),
            models.UniqueConstraint(fields=["series", "series_on"], name="meeting_of_series_once_a_day"),
            models.CheckConstraint(
                condition=Q(timer_since__isnull=True) | Q(state="open", current_item__isnull=False),
                name="meeting_timer_runs_for_an_item",
            ),
            models.CheckConstraint(
                condition=Q(breathing=False) | Q(state="open"), name="meeting_breathes_while_open"
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
    def groups(self) -> list[Group]:
        """Every group that meets here, the one it counts for first. One query."""
        return [self.group, *self.joint_with.order_by("pk")]

    @property
    def roster_day(self):  # type: ignore[no-untyped-def]
        """The day whose roster this meeting is measured against, or None when no day is recorded."""
        if self.starts_at:
            return timezone.localdate(self.starts_at, timezone=self.group.community.zone)
        return self.held_on

    @property
    def on_time_until(self) -> datetime | None:
        """Later than this is late; None where the charter says nothing of it."""
        if self.grace_minutes is None or self.starts_at is None:
            return None
        return self.starts_at + timedelta(minutes=self.grace_minutes)
