"""Payment runs, payments, and which stipends each pays."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advisory.stipends.rules import Method
from community.core.owned import Owned


class PaymentRun(Owned):
    """Everyone who is paid one way at one time; the payer gets it as one file or one list to sign."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="payment_runs")
    method = models.CharField(max_length=10, choices=Method)
    currency = models.CharField(max_length=3, default="USD")
    started_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    # When its file was fetched first.
    exported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("payment run")
        constraints = [
            models.CheckConstraint(condition=Q(method__in=Method.values), name="run_method_known"),
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"run {self.pk}"


class Payment(Owned):
    """One amount to one person, in one run. It is paid once, or it fails and what it paid is owed again."""

    belongs_through = "run__community"

    class State(models.TextChoices):
        WAITING = "waiting", _("on its way")
        PAID = "paid", _("paid")
        FAILED = "failed", _("did not go through")

    LIFE: ClassVar = {
        (State.WAITING, "pay"): State.PAID,
        (State.WAITING, "fail"): State.FAILED,
        (State.PAID, "fail"): State.FAILED,
    }

    run = models.ForeignKey(PaymentRun, models.PROTECT, related_name="payments")
    person = models.ForeignKey("community.Person", models.PROTECT, related_name="payments")
    # The payer's idempotency key: whoever pays one key twice has made a mistake that shows.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    amount_cents = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    paid_on = models.DateField(null=True, blank=True)
    # The payer's own number, such as a check's; never that of an account.
    reference = models.CharField(max_length=40, blank=True)
    why_failed = models.CharField(max_length=200, blank=True)
    settled_by = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("payment")
        constraints = [
            models.UniqueConstraint(fields=["run", "person"], name="payment_once_a_run"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_is_money"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_by=None, paid_on=None)
                | Q(state="paid", settled_by__isnull=False, paid_on__isnull=False)
                | (Q(state="failed", settled_by__isnull=False) & ~Q(why_failed="")),
                name="payment_state_says_how",
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=models.F("person")),
                name="payment_not_settled_by_the_payee",
            ),
        ]
        ordering = ["run", "person__display_name", "pk"]

    def __str__(self) -> str:
        return f"payment {self.pk}"


class PaymentLine(Owned):
    """One stipend that a payment pays."""

    belongs_through = "payment__run__community"

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="lines")
    stipend = models.ForeignKey("advisory.Stipend", models.PROTECT, related_name="payment_lines")
    amount_cents = models.PositiveIntegerField()
    # Until the payment fails; a stipend is in one payment at a time.
    stands = models.BooleanField(default=True)
    # From the meeting or the work to the payment.
    waited_days = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("line of a payment")
        verbose_name_plural = _("lines of payments")
        constraints = [
            models.UniqueConstraint(
                fields=["stipend"], condition=Q(stands=True), name="stipend_in_one_payment"
            ),
            models.UniqueConstraint(fields=["payment", "stipend"], name="payment_line_once"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_line_is_money"),
        ]
        ordering = ["payment", "pk"]

    def __str__(self) -> str:
        return f"line {self.pk}"
