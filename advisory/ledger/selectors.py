"""Reading the book: balances, funds, and which fund can pay."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from advisory.ledger.models import Balance, Fund, LedgerEntry
from advisory.ledger.rules import Account
from community.people.models import Community


def balances(community: Community) -> dict[str, int]:
    """The balance of every account in cents, debits less credits. They sum to zero, always.

    One query over the carried balances, whatever the history.
    """
    found = dict.fromkeys(Account.values, 0)
    rows = Balance.objects.of(community).values_list("account").annotate(cents=Sum("cents"))
    found.update(rows.order_by())
    return found


def full_sums(community: Community) -> dict[tuple[int | None, str, str], int]:
    """Debits less credits by fund, account and currency, added up over every line ever written."""
    found: dict[tuple[int | None, str, str], int] = {}
    entries = LedgerEntry.objects.of(community).order_by()
    for side, sign in (("debit", 1), ("credit", -1)):
        sums = entries.values_list("fund", side, "currency").annotate(cents=Sum("amount_cents"))
        for fund, account, currency, cents in sums:
            key = (fund, account, currency)
            found[key] = found.get(key, 0) + sign * cents
    return found


def funds_of(community: Community) -> QuerySet[Fund, Fund]:
    """The funds of ``community``, those that end first before the others."""
    return Fund.objects.of(community)


def funds_for(community: Community, *, use: str, day: date, cents: int = 0) -> QuerySet[Any, Any]:
    """Funds that run on ``day``, may pay for ``use`` and have ``cents`` left; the one that ends first leads.

    Money that lapses first is spent first.
    """
    open_then = Q(starts_on__lte=day, ends_on__gte=day, **{f"pays_{use}": True})
    enough = Q(granted_cents__gte=F("spent_cents") + cents)
    return funds_of(community).filter(open_then & enough)
