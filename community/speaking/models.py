"""Who wants to speak, who speaks, and for how long they did."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned


class Turn(Owned):
    """One raised hand and what became of it."""

    belongs_through = "meeting__group__community"

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to speak")
        SPEAKING = "speaking", _("speaks")
        DONE = "done", _("has spoken")
        PASSED = "passed", _("passed")

    class Channel(models.TextChoices):
        PHONE = "phone", _("on their own phone")
        TEXT = "text", _("by text")
        FACILITATOR = "facilitator", _("seen by the facilitator")

    LIFE: ClassVar = {
        (State.WAITING, "call_on"): State.SPEAKING,
        (State.WAITING, "pass"): State.PASSED,
        (State.SPEAKING, "end"): State.DONE,
    }

    meeting = models.ForeignKey("community.Meeting", models.CASCADE, related_name="turns")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="turns")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    raised_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Everything was said twice, in two languages.
    interpreted = models.BooleanField(default=False)
    channel = models.CharField(max_length=11, choices=Channel)
    raised_by = models.ForeignKey("community.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("turn to speak")
        verbose_name_plural = _("turns to speak")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(state="waiting"), name="turn_waiting_once"
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state="speaking"), name="turn_one_speaks"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "passed"], began_at__isnull=True, ended_at__isnull=True)
                | Q(state="speaking", began_at__isnull=False, ended_at__isnull=True)
                | Q(state="done", began_at__isnull=False, ended_at__gte=F("began_at")),
                name="turn_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(channel="facilitator", raised_by__isnull=False)
                | Q(channel__in=["phone", "text"], raised_by__isnull=True),
                name="turn_says_who_saw_the_hand",
            ),
        ]
        ordering = ["raised_at", "pk"]

    def __str__(self) -> str:
        return f"turn {self.pk}"
