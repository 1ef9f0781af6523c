"""Checking a book from its first line to its last."""

from collections import defaultdict

from advisory.ledger.chain import START, hash_of
from advisory.ledger.models import Balance, Book, Closing, Fund, LedgerEntry
from advisory.ledger.rules import USES
from advisory.ledger.selectors import full_sums
from community.people.models import Community

# Debits less credits by fund, account and currency.
Sums = dict[tuple[int | None, str, str], int]
# How much of the book is in memory at once.
AT_ONCE = 2000


def verify(community: Community) -> list[str]:
    """What is wrong with the book of ``community``, in plain words; nothing where all of it holds.

    Each line follows the one before it and hashes to what it says; closed months end as they did; the sum
    is zero in every fund and currency; the carried balances and what the funds have spent are whole sums.
    """
    whole = full_sums(community)
    return [
        *_chain(community),
        *_closings(community),
        *_sums(community, whole),
        *_funds(community, whole),
    ]


def _chain(community: Community) -> list[str]:
    previous, number = START, 0
    for number, entry in enumerate(
        LedgerEntry.objects.of(community).order_by("number").iterator(chunk_size=AT_ONCE), start=1
    ):
        if entry.number != number:
            return [f"line {number} is missing"]
        if entry.previous_hash != previous or entry.hash != hash_of(entry, previous):
            return [f"line {number} is not the one that was written"]
        previous = entry.hash
    book = Book.objects.filter(community=community).first()
    stands = (book.entries, book.hash) if book else (0, START)
    return [] if stands == (number, previous) else [f"the book ends at line {stands[0]}, not at {number}"]


def _closings(community: Community) -> list[str]:
    lines = LedgerEntry.objects.of(community)
    return [
        f"the months through {closing.through} do not end with line {closing.entries} any more"
        for closing in Closing.objects.of(community)
        if not lines.filter(number=closing.entries, hash=closing.hash, day__lte=closing.through).exists()
        or lines.filter(number__gt=closing.entries, day__lte=closing.through).exists()
    ]


def _sums(community: Community, whole: Sums) -> list[str]:
    rows = Balance.objects.of(community).values_list("fund", "account", "currency", "cents")
    carried: dict[tuple[int | None, str, str], int] = {
        (fund, account, currency): cents for fund, account, currency, cents in rows
    }
    wrong = [
        f"the balance of {account} in {_fund(fund)} is carried as {carried.get(key, 0)}, and sums to {cents}"
        for key in sorted({*whole, *carried}, key=str)
        if carried.get(key, 0) != (cents := whole.get(key, 0))
        for fund, account, _currency in [key]
    ]
    zero: dict[tuple[int | None, str], int] = defaultdict(int)
    for (fund, _account, currency), cents in whole.items():
        zero[fund, currency] += cents
    return wrong + [
        f"{_fund(fund)} sums to {cents} {currency}" for (fund, currency), cents in zero.items() if cents
    ]


def _funds(community: Community, whole: Sums) -> list[str]:
    spent: dict[int | None, int] = defaultdict(int)
    for (fund, account, _currency), cents in whole.items():
        spent[fund] += cents if account in USES else 0
    return [
        f"{_fund(fund.pk)} has spent {fund.spent_cents}, and its lines say {spent[fund.pk]}"
        for fund in Fund.objects.of(community)
        if fund.spent_cents != spent[fund.pk]
    ]


def _fund(pk: int | None) -> str:
    return "no fund" if pk is None else f"fund {pk}"
