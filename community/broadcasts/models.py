"""One text to many people, and to whom it went."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.broadcasts import states
from community.core.owned import Owned
from community.messaging.models import Message, TemplateVersion
from community.people.models import LANGUAGES


class Broadcast(Owned):
    """A version of a template on its way to an audience."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        WAITING = "waiting", _("waiting for approval")
        SENDING = "sending", _("being sent")
        PAUSED = "paused", _("paused")
        DONE = "done", _("sent")
        CANCELLED = "cancelled", _("canceled")

    LIFE: ClassVar = states.LIFE

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="broadcasts")
    version = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="broadcasts")
    # The filters that chose its people (``audience.Filters``), as they were picked.
    audience = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The live board on which its progress shows.
    board = models.OneToOneField("community.LiveBoard", models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("message to many")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.STATES), name="broadcast_state_known"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("made_by")),
                name="broadcast_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"broadcast {self.pk}"


class Recipient(Owned):
    """One person's place in a broadcast: the text they get, once, or why they get none."""

    belongs_through = "broadcast__community"

    class LeftOut(models.TextChoices):
        NO_PHONE = "no_phone", _("no phone")
        NO_CONSENT = "no_consent", _("has not agreed to texts")
        STOPPED = "stopped", _("said STOP")
        NO_WORDS = "no_words", _("no reviewed text in their language")
        BUDGET = "budget", _("the month's budget is used up")
        CANCELLED = "cancelled", _("canceled before it was sent")

    broadcast = models.ForeignKey(Broadcast, models.PROTECT, related_name="recipients")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    # The text, once it stands in the queue; a later try of it has this one as its ``first_try``.
    message = models.OneToOneField(
        Message, models.PROTECT, null=True, blank=True, related_name="broadcast_recipient"
    )
    left_out = models.CharField(max_length=10, choices=LeftOut, blank=True)

    class Meta:
        verbose_name = _("recipient")
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "person"], name="recipient_once"),
            models.CheckConstraint(
                condition=Q(left_out="") | Q(message__isnull=True), name="recipient_left_out_got_nothing"
            ),
        ]
        indexes = [
            models.Index(
                fields=["broadcast", "id"],
                condition=Q(message__isnull=True, left_out=""),
                name="recipient_to_come",
            )
        ]

    def __str__(self) -> str:
        return f"recipient {self.pk}"
