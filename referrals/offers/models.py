"""Offers of referrals to the organizations that are to act, and the notices about them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import Owned
from referrals.offers.states import ALIVE, LIFE, State


class Offer(Owned):
    """One organization is asked whether it takes one family."""

    belongs_through = "referral__community"

    class Reason(models.TextChoices):
        """Why an organization says no."""

        FULL = "full", _("no place is open")
        AREA = "area", _("the family lives outside our area")
        AGE = "age", _("the child's age does not fit")
        LANGUAGE = "language", _("nobody here speaks the family's language")
        NOT_OURS = "not_ours", _("we don't offer what the family needs")
        INSURANCE = "insurance", _("we don't take the family's insurance")
        KNOWN = "known", _("another agency helps the family already")

    State = State
    LIFE: ClassVar = LIFE

    referral = models.ForeignKey("referrals.Referral", models.PROTECT, related_name="offers")
    organisation = models.ForeignKey("community.Organisation", models.PROTECT, related_name="offers")
    # Whose places are counted; empty where the sender chose the organization alone.
    service = models.ForeignKey("referrals.Service", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    offered_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    answered_by = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    # When a place is expected, for a family on the waiting list.
    expected_on = models.DateField(null=True, blank=True)
    # Since when the Ambassador knows that nobody answers.
    escalated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("offer")
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(state__in=ALIVE), name="offer_alive_once_a_referral"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="offer_state_known"),
            models.CheckConstraint(
                condition=Q(state="declined") & ~Q(reason="") | ~Q(state="declined") & Q(reason=""),
                name="offer_declined_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "accepted", "declined"], answered_at__isnull=False)
                | Q(state="open", answered_at=None)
                | Q(state="withdrawn"),
                name="offer_answered_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(expected_on=None) | ~Q(state__in=["open", "declined"]),
                name="offer_expected_while_waiting",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "offered_at"])]
        ordering = ["offered_at", "pk"]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class OfferNotice(Owned):
    """One notice to one person about one offer; it is sent once, however often its job runs."""

    belongs_through = "offer__referral__community"

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="notices")
    person = models.ForeignKey("community.Person", models.CASCADE, related_name="+")
    # 1, 2, 3 to the receiver's staff; 0 to the Ambassador, when nobody answered.
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice of an offer")
        constraints = [
            models.UniqueConstraint(fields=["offer", "person", "number"], name="offer_notice_once"),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"
