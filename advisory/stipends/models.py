"""Stipends: the rate, what is owed to whom, and the book."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.owned import AppendOnly, Owned


class Rate(AppendOnly):
    """What a member is paid for one meeting, from a date on. A new rate is a new row."""

    belongs_through = "group__community"

    group = models.ForeignKey("community.Group", models.PROTECT, related_name="rates")
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    since = models.DateField()

    class Meta:
        verbose_name = _("rate")
        constraints = [
            models.UniqueConstraint(fields=["group", "since"], name="rate_once_a_day"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="rate_is_money"),
        ]
        ordering = ["-since"]

    def __str__(self) -> str:
        return f"rate {self.pk}"


class Stipend(Owned):
    """What one member is owed for one meeting."""

    belongs_through = "meeting__group__community"

    class State(models.TextChoices):
        OWED = "owed", _("owed")
        APPROVED = "approved", _("approved")
        PAID = "paid", _("paid")

    LIFE: ClassVar = {(State.OWED, "approve"): State.APPROVED, (State.APPROVED, "pay"): State.PAID}

    person = models.ForeignKey("community.Person", models.PROTECT, related_name="stipends")
    meeting = models.ForeignKey("community.Meeting", models.PROTECT, related_name="stipends")
    rate = models.ForeignKey(Rate, models.PROTECT, related_name="+")
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State, default=State.OWED)
    accrued_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        "community.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    paid_by = models.ForeignKey("community.Person", models.PROTECT, null=True, blank=True, related_name="+")
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("stipend")
        constraints = [
            models.UniqueConstraint(fields=["person", "meeting"], name="stipend_once_a_meeting"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="stipend_is_money"),
            models.CheckConstraint(
                condition=Q(state="owed", approved_by__isnull=True, paid_by__isnull=True)
                | Q(state="approved", approved_by__isnull=False, paid_by__isnull=True)
                | Q(state="paid", approved_by__isnull=False, paid_by__isnull=False),
                name="stipend_state_has_its_hands",
            ),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | ~Q(paid_by=F("approved_by")),
                name="stipend_two_pairs_of_hands",
            ),
            models.CheckConstraint(
                condition=(Q(approved_by__isnull=True) | ~Q(approved_by=F("person")))
                & (Q(paid_by__isnull=True) | ~Q(paid_by=F("person"))),
                name="stipend_not_by_the_payee",
            ),
        ]
        ordering = ["-meeting__month", "person__display_name"]

    def __str__(self) -> str:
        return f"stipend {self.pk}"


class LedgerEntry(AppendOnly):
    """One line of the book. It moves an amount from the account credited to the account debited,
    so every line, and with them the whole book, sums to zero."""

    belongs_through = "stipend__meeting__group__community"

    class Account(models.TextChoices):
        EXPENSE = "expense", _("stipends, the expense")
        PAYABLE = "payable", _("stipends owed to members")
        CASH = "cash", _("paid out of the bank")

    class Kind(models.TextChoices):
        ACCRUAL = "accrual", _("owed for a meeting")
        PAYMENT = "payment", _("paid")

    stipend = models.ForeignKey(Stipend, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    debit = models.CharField(max_length=10, choices=Account)
    credit = models.CharField(max_length=10, choices=Account)
    amount_cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("ledger entry")
        constraints = [
            models.UniqueConstraint(fields=["stipend", "kind"], name="ledger_kind_once"),
            models.CheckConstraint(
                condition=Q(kind="accrual", debit="expense", credit="payable")
                | Q(kind="payment", debit="payable", credit="cash"),
                name="ledger_kind_has_its_accounts",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="ledger_is_money"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"entry {self.pk}"
