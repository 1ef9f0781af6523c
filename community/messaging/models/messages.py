"""Each text, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.messaging import states
from community.messaging.models.threads import Thread
from community.people.models import LANGUAGES


class Message(Owned):
    """One text, in or out. ``LIFE`` is the way of an outgoing one; an incoming one is ``received``."""

    belongs_through = "thread__community"

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        QUEUED = "queued", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("failed")
        UNKNOWN = "unknown", _("not known")
        DROPPED = "dropped", _("not sent")

    LIFE: ClassVar = states.LIFE

    class Dropped(models.TextChoices):
        """Why a text that waited was not sent."""

        STOPPED = "stopped", _("the phone said STOP")
        TOO_LATE = "too_late", _("it came too late to be of use")
        CLOSED = "closed", _("the question was closed")
        TAKEN_BACK = "taken_back", _("it was taken back")
        NUMBER_GONE = "number_gone", _("the number is no longer this person's")

    class Direction(models.TextChoices):
        IN = "in", _("from the family")
        OUT = "out", _("from us")

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="messages")
    person = models.ForeignKey(
        "community.Person", models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    direction = models.CharField(max_length=3, choices=Direction)
    state = models.CharField(max_length=10, choices=State)
    # Reduced to nothing when it is old (``reduced_at``); what happened stays.
    body = models.TextField(blank=True)
    reduced_at = models.DateTimeField(null=True, blank=True)
    # Digits pressed in a call, not a text; or words spoken in one.
    is_call = models.BooleanField(default=False)
    # How many parts the phone company counts (0: not counted).
    segments = models.PositiveSmallIntegerField(default=0)
    # How many pictures came with it; we keep none.
    pictures = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="en")
    # Twilio's MessageSid: the same one never counts twice.
    sid = models.CharField(max_length=34, unique=True, null=True, blank=True)
    # What this text is for ("invitation:12:345"): the same purpose is texted once.
    once_key = models.CharField(max_length=80, null=True, blank=True)
    # The question that it asks: when that closes first, the text is not sent.
    asks = models.ForeignKey(
        "community.ReplyExpectation", models.SET_NULL, null=True, blank=True, related_name="texts"
    )
    # A text that failed and is tried again is a new row: its ``first_try``, and the how manieth it is.
    first_try = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="later_tries")
    attempt = models.PositiveSmallIntegerField(default=1)
    dropped_for = models.CharField(max_length=12, choices=Dropped, blank=True)
    error_code = models.PositiveIntegerField(null=True, blank=True)
    # Sent whatever the hour: it answers somebody who has just written to us.
    is_reply = models.BooleanField(default=False)
    # The one text that may follow a STOP: its confirmation (47 CFR 64.1200(a)(12)).
    despite_stop = models.BooleanField(default=False)
    # Holds a code to sign in with: the staff never sees it, and it is struck out once it has left.
    is_secret = models.BooleanField(default=False)
    # Pointless after this moment; then it is dropped, never sent late.
    useful_until = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)
    # When a worker took it to send; a worker that died leaves it so.
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        constraints = [
            models.UniqueConstraint(fields=["thread", "once_key"], name="message_once"),
            models.CheckConstraint(
                condition=Q(direction="in", state="received") | Q(direction="out", state__in=states.OUTGOING),
                name="message_state_fits_direction",
            ),
            models.UniqueConstraint(fields=["first_try", "attempt"], name="message_tried_again_once"),
            models.CheckConstraint(
                condition=Q(first_try__isnull=True, attempt=1) | Q(first_try__isnull=False, attempt__gt=1),
                name="message_attempts_in_order",
            ),
            models.CheckConstraint(
                condition=Q(dropped_for="") | Q(state="dropped"), name="message_reason_only_when_dropped"
            ),
            models.CheckConstraint(
                condition=Q(reduced_at__isnull=True) | Q(body=""), name="message_reduced_has_no_words"
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="queued"), name="message_queued"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="message_sending"),
            models.Index(fields=["thread", "id"], name="message_in_thread"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def is_tried_again(self) -> bool:
        """Whether another try of it follows; asks nothing where the query annotated ``tried_again``."""
        known = self.__dict__.get("tried_again")
        if known is not None:
            return known
        later = Message.objects.filter(first_try=self.first_try_id or self.pk, attempt__gt=self.attempt)
        return later.exists()
