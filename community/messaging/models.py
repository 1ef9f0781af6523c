"""Texts, the questions that are open on a phone, and what became of each message."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.messaging import states
from community.people.models import LANGUAGES, PhoneField, phone_shape


class Thread(Owned):
    """All texts between one phone and one community."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="threads")
    phone = PhoneField()
    # Texts stop here: the phone said STOP, or the carrier says it did.
    opted_out_at = models.DateTimeField(null=True, blank=True)
    # Since when a text waits for a person of the staff to read it.
    waiting_since = models.DateTimeField(null=True, blank=True, db_index=True)
    # Since when a text to this phone has failed and nobody has looked.
    failed_since = models.DateTimeField(null=True, blank=True, db_index=True)
    # When we last said that a person will read it.
    promised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thread")
        constraints = [
            models.UniqueConstraint(fields=["community", "phone"], name="thread_once"),
            phone_shape("phone", "thread_phone_e164"),
        ]

    def __str__(self) -> str:
        return f"thread {self.pk}"


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

    class Direction(models.TextChoices):
        IN = "in", _("from the family")
        OUT = "out", _("from us")

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="messages")
    person = models.ForeignKey(
        "community.Person", models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    direction = models.CharField(max_length=3, choices=Direction)
    state = models.CharField(max_length=10, choices=State)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="en")
    # Twilio's MessageSid: the same one never counts twice.
    sid = models.CharField(max_length=34, unique=True, null=True, blank=True)
    # What this text is for ("invitation:12:345"): the same purpose is texted once.
    once_key = models.CharField(max_length=80, null=True, blank=True)
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
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="queued"), name="message_queued"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="message_sending"),
            models.Index(fields=["thread", "id"], name="message_in_thread"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class ReplyExpectation(Owned):
    """A question that is open on a phone. Its answers are digits that mean nothing else there."""

    belongs_through = "thread__community"

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="expectations")
    person = models.ForeignKey("community.Person", models.CASCADE, related_name="expectations")
    # Which handler acts on the answer (a key of ``registry.reply_handlers``) and on which row.
    handler = models.CharField(max_length=40)
    # The phone had other people when it was asked, so its texts begin with the person's name.
    is_shared = models.BooleanField(default=False)
    subject_id = models.BigIntegerField()
    opened_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("open question")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "handler", "subject_id"],
                condition=Q(closed_at__isnull=True),
                name="question_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class ReplyChoice(Owned):
    """One digit of one question. While it is held, no other question on that phone can have it."""

    belongs_through = "thread__community"

    expectation = models.ForeignKey(ReplyExpectation, models.CASCADE, related_name="choices")
    thread = models.ForeignKey(Thread, models.PROTECT, related_name="choices")
    number = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=20)
    held = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("answer by digit")
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "number"], condition=Q(held=True), name="digit_means_one_thing"
            ),
            models.CheckConstraint(condition=~Q(number__in=[0, 9]), name="digits_kept_for_the_menu"),
        ]

    def __str__(self) -> str:
        return f"{self.number} = {self.value}"
