"""Which accounts a line of the book may move money between, and who may see it. No database here."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.people.rules import handles_money, is_finance


class Account(models.TextChoices):
    """What a balance is about. Debits raise what was spent and what is at hand."""

    GRANT = "grant", _("granted by funders")
    CASH = "cash", _("at hand")
    PAYABLE = "payable", _("owed to members")
    STIPENDS = "stipends", _("stipends")
    MEALS = "meals", _("meals")
    CHILDCARE = "childcare", _("child care")
    TRANSPORT = "transport", _("transport")


# What money is spent on.
USES = (Account.STIPENDS, Account.MEALS, Account.CHILDCARE, Account.TRANSPORT)


class Kind(models.TextChoices):
    """What happened, for each line of the book."""

    GRANTED = "granted", _("a fund was opened or grew")
    CUT = "cut", _("a fund shrank")
    ACCRUAL = "accrual", _("became owed")
    REVERSAL = "reversal", _("is not owed after all")
    PAYMENT = "payment", _("was paid")
    RETURN = "return", _("a payment came back")
    BILL = "bill", _("a bill was paid")
    BILL_BACK = "bill_back", _("a bill was taken back")


# The two sides of each kind as (debit, credit); None: one of USES.
SIDES: dict[str, tuple[Account | None, Account | None]] = {
    Kind.GRANTED: (Account.CASH, Account.GRANT),
    Kind.CUT: (Account.GRANT, Account.CASH),
    Kind.ACCRUAL: (None, Account.PAYABLE),
    Kind.REVERSAL: (Account.PAYABLE, None),
    Kind.PAYMENT: (Account.PAYABLE, Account.CASH),
    Kind.RETURN: (Account.CASH, Account.PAYABLE),
    Kind.BILL: (None, Account.CASH),
    Kind.BILL_BACK: (Account.CASH, None),
}


def sides(kind: str, use: str = "") -> tuple[str, str]:
    """The accounts (debit, credit) of a line; ``use`` is what the money is for, where the kind spends it."""
    debit, credit = SIDES[Kind(kind)]
    return str(debit or Account(use)), str(credit or Account(use))


def may_keep_books(person: Any, community: Any) -> bool:
    """Whether ``person`` may write down the funds and bills of ``community``."""
    return handles_money(person) and person.community_id == community.pk


def may_close_months(person: Any, community: Any) -> bool:
    """Whether ``person`` may close a month of the book for good."""
    return is_finance(person) and person.community_id == community.pk
