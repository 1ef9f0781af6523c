"""Questions that are open on a phone, and which digit means what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from community.messaging.models.threads import Thread


class ReplyExpectation(Owned):
    """A question that is open on a phone. Its answers are digits that mean nothing else there."""

    belongs_through = "thread__community"

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="expectations")
    person = models.ForeignKey("community.Person", models.CASCADE, related_name="expectations")
    # Which handler acts on the answer (a key of ``registry.reply_handlers``) and on which row.
    handler = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    opened_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # The digit that was chosen, while an answer is acted on.
    pressed: int | None = None

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
    # Whether others have the phone of the question's person too; set where the choice is looked up.
    has_sharers = False

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
