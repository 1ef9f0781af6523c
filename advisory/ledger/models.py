"""Funds and the book that every amount stands in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from advisory.ledger.rules import SIDES, USES, Account, Kind
from community.core.owned import AppendOnly, Owned


class Fund(Owned):
    """A grant: how much, from when to when, and what it may pay for."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="funds")
    name = models.CharField(max_length=80)
    funder = models.CharField(max_length=120, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    granted_cents = models.PositiveBigIntegerField()
    # What became owed or was paid out of it; carried with every line of the book.
    spent_cents = models.PositiveBigIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField()
    # Some funders may not pay members.
    pays_stipends = models.BooleanField(default=True)
    pays_meals = models.BooleanField(default=True)
    pays_childcare = models.BooleanField(default=True)
    pays_transport = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("fund")
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="fund_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="fund_has_name"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="fund_ends_after_start"),
            models.CheckConstraint(
                condition=Q(spent_cents__lte=F("granted_cents")), name="fund_spends_what_it_has"
            ),
            models.CheckConstraint(
                condition=Q(pays_stipends=True)
                | Q(pays_meals=True)
                | Q(pays_childcare=True)
                | Q(pays_transport=True),
                name="fund_pays_for_something",
            ),
        ]
        ordering = ["ends_on", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def left_cents(self) -> int:
        """What may be spent still (cents)."""
        return self.granted_cents - self.spent_cents

    def pays(self, use: str) -> bool:
        """Whether the funder allows ``use``, one of ``rules.USES``."""
        return bool(getattr(self, f"pays_{use}"))


def _in_their_accounts() -> Q:
    """Each kind of line moves money between its two accounts and no others."""
    uses = [str(use) for use in USES]
    known = Q()
    for kind, (debit, credit) in SIDES.items():
        known |= Q(
            Q(debit=str(debit)) if debit else Q(debit__in=uses),
            Q(credit=str(credit)) if credit else Q(credit__in=uses),
            kind=str(kind),
        )
    return known


class LedgerEntry(AppendOnly):
    """One line of the book. It moves an amount from the account credited to the account debited,
    within one fund and one currency, so every line, and with them the whole book, sums to zero.

    Lines are numbered from 1 in each community, and each holds the hash of the one before it.
    """

    Account, Kind = Account, Kind

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="ledger_entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    debit = models.CharField(max_length=10, choices=Account)
    credit = models.CharField(max_length=10, choices=Account)
    # Empty while something is owed that no fund could pay for yet.
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, blank=True, related_name="entries")
    stipend = models.ForeignKey(
        "advisory.Stipend", models.PROTECT, null=True, blank=True, related_name="entries"
    )
    payment = models.ForeignKey(
        "advisory.Payment", models.PROTECT, null=True, blank=True, related_name="entries"
    )
    bill = models.ForeignKey("advisory.Bill", models.PROTECT, null=True, blank=True, related_name="entries")
    amount_cents = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, default="USD")
    # Says which step this is, so that it is written once however often it is asked for.
    once_key = models.CharField(max_length=60)
    # The day in the community's zone.
    day = models.DateField()
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("ledger entry")
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="ledger_number_once"),
            models.UniqueConstraint(fields=["community", "once_key"], name="ledger_step_once"),
            models.UniqueConstraint(fields=["community", "previous_hash"], name="ledger_is_one_chain"),
            models.CheckConstraint(condition=Q(number__gte=1), name="ledger_numbers_from_one"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="ledger_is_money"),
            models.CheckConstraint(condition=_in_their_accounts(), name="ledger_kind_has_its_accounts"),
            models.CheckConstraint(
                condition=Q(kind__in=["granted", "cut"], fund__isnull=False, stipend=None, bill=None)
                | Q(kind__in=["bill", "bill_back"], fund__isnull=False, stipend=None, bill__isnull=False)
                | Q(kind__in=["accrual", "reversal"], stipend__isnull=False, bill=None)
                | Q(kind__in=["payment", "return"], stipend__isnull=False, fund__isnull=False, bill=None),
                name="ledger_line_says_what_for",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["payment", "return"], payment__isnull=False)
                | (~Q(kind__in=["payment", "return"]) & Q(payment=None)),
                name="ledger_payment_names_it",
            ),
        ]
        indexes = [models.Index(fields=["community", "day"], name="ledger_by_day")]
        ordering = ["community", "number"]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Book(Owned):
    """Where a community's book stands: its last line. Whoever writes holds this row."""

    community = models.OneToOneField("community.Community", models.PROTECT, related_name="book")
    entries = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("book")

    def __str__(self) -> str:
        return f"book {self.pk}"


class Balance(Owned):
    """Debits less credits of one account in one fund, carried with every line."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="balances")
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, blank=True, related_name="balances")
    account = models.CharField(max_length=10, choices=Account)
    currency = models.CharField(max_length=3)
    cents = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("balance")
        constraints = [
            models.UniqueConstraint(fields=["fund", "account", "currency"], name="balance_once_a_fund"),
            models.UniqueConstraint(
                fields=["community", "account", "currency"],
                condition=Q(fund=None),
                name="balance_once_without_fund",
            ),
        ]

    def __str__(self) -> str:
        return f"balance {self.pk}"


class Bill(Owned):
    """Money that went to a shop or a helper, not to a member: a meal, child care, a ride."""

    class Use(models.TextChoices):
        MEALS = "meals", _("meals")
        CHILDCARE = "childcare", _("child care")
        TRANSPORT = "transport", _("transport")

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="bills")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="bills")
    meeting = models.ForeignKey(
        "community.Meeting", models.PROTECT, null=True, blank=True, related_name="bills"
    )
    use = models.CharField(max_length=10, choices=Use)
    # What was bought, for the staff alone.
    words = models.CharField(max_length=120)
    amount_cents = models.PositiveIntegerField()
    # The day it was written down: the same bill once a day, however often somebody presses.
    day = models.DateField()
    entered_by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bill")
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "use", "words", "amount_cents", "day"],
                condition=Q(taken_back_at=None),
                name="bill_once_a_day",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="bill_is_money"),
            models.CheckConstraint(condition=~Q(words=""), name="bill_says_what_for"),
            models.CheckConstraint(
                condition=Q(use__in=["meals", "childcare", "transport"]), name="bill_use_known"
            ),
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"bill {self.pk}"


class Closing(AppendOnly):
    """From here on nothing is written into a month or one before it (a trigger holds it)."""

    community = models.ForeignKey("community.Community", models.PROTECT, related_name="closings")
    # The last day of the month.
    through = models.DateField()
    # The last line of the months that are closed.
    entries = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    by = models.ForeignKey("community.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("closing of a month")
        constraints = [
            models.UniqueConstraint(fields=["community", "through"], name="month_closed_once"),
        ]
        ordering = ["-through"]

    def __str__(self) -> str:
        return f"closing {self.pk}"
