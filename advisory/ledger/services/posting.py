"""The one way into the book.

Whoever writes holds the community's ``Book`` row until the transaction ends, so lines follow each other
without a gap. Rows of stipends and payments are always locked before it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.ledger.chain import hash_of
from advisory.ledger.models import Balance, Book, Fund, LedgerEntry
from advisory.ledger.rules import Account, Kind, sides
from community.core.errors import Refused
from community.core.words import money_in_words
from community.people.models import Community


@dataclass(frozen=True)
class Line:
    """One line to write. ``cents`` move between the two accounts of ``kind``; ``use`` is what for, where
    the kind spends. ``once_key`` says which step it is: a line with a key that is there already is not
    written again. The ids say whose money it is."""

    kind: str
    cents: int
    once_key: str
    fund_id: int | None
    use: str = ""
    currency: str = "USD"
    stipend_id: int | None = None
    payment_id: int | None = None
    bill_id: int | None = None

    @property
    def drawn(self) -> int:
        """What the fund spends by this line (cents); less than 0 where it gets some back."""
        spending = {Kind.ACCRUAL: 1, Kind.BILL: 1, Kind.REVERSAL: -1, Kind.BILL_BACK: -1}
        return spending.get(Kind(self.kind), 0) * self.cents


def hold(community: Community) -> Book:
    """The book of ``community``, held until the transaction ends."""
    Book.objects.get_or_create(community=community)
    return Book.objects.select_for_update().get(community=community)


def post(community: Community, lines: Sequence[Line], *, now: datetime | None = None) -> list[LedgerEntry]:
    """Write ``lines`` in their order, and carry the balances; says which are new. ``now`` is given for
    samples alone: a book that people keep is written on the day itself.

    Raises Refused, and writes none, where a fund would spend more than it has.
    """
    with transaction.atomic():
        book = hold(community)
        keys = [line.once_key for line in lines]
        found = LedgerEntry.objects.filter(community=community, once_key__in=keys)
        known = set(found.values_list("once_key", flat=True))
        new = [line for line in lines if line.once_key not in known]
        if not new:
            return []
        _draw(new)
        entries = _written(book, new, now or timezone.now())
        LedgerEntry.objects.bulk_create(entries)
        book.entries, book.hash = entries[-1].number, entries[-1].hash
        book.save(update_fields=["entries", "hash"])
        _carry(entries)
        return entries


def _written(book: Book, lines: Sequence[Line], now: datetime) -> list[LedgerEntry]:
    entries, previous = [], book.hash
    day = now.astimezone(book.community.zone).date()
    for number, line in enumerate(lines, start=book.entries + 1):
        debit, credit = sides(line.kind, line.use)
        entry = LedgerEntry(
            community=book.community,
            number=number,
            kind=line.kind,
            debit=debit,
            credit=credit,
            fund_id=line.fund_id,
            stipend_id=line.stipend_id,
            payment_id=line.payment_id,
            bill_id=line.bill_id,
            amount_cents=line.cents,
            currency=line.currency,
            once_key=line.once_key,
            day=day,
            at=now,
            previous_hash=previous,
        )
        entry.hash = previous = hash_of(entry, previous)
        entries.append(entry)
    return entries


def _draw(lines: Sequence[Line]) -> None:
    """Take what ``lines`` spend from their funds, or refuse with what is left."""
    drawn: dict[int, int] = defaultdict(int)
    for line in lines:
        if line.fund_id is not None:
            drawn[line.fund_id] += line.drawn
    changed = sorted(pk for pk, cents in drawn.items() if cents)
    for fund in Fund.objects.select_for_update().filter(pk__in=changed).order_by("pk"):
        if fund.spent_cents + drawn[fund.pk] > fund.granted_cents:
            raise Refused(
                _("%(fund)s has %(left)s left. This needs %(needed)s.")
                % {
                    "fund": fund.name,
                    "left": money_in_words(fund.left_cents),
                    "needed": money_in_words(drawn[fund.pk]),
                }
            )
        Fund.objects.filter(pk=fund.pk).update(spent_cents=F("spent_cents") + drawn[fund.pk])


def _carry(entries: Sequence[LedgerEntry]) -> None:
    moved: dict[tuple[int | None, str, str], int] = defaultdict(int)
    for entry in entries:
        moved[entry.fund_id, str(entry.debit), entry.currency] += entry.amount_cents
        moved[entry.fund_id, str(entry.credit), entry.currency] -= entry.amount_cents
    community = entries[0].community
    funds = {None: None, **Fund.objects.in_bulk([entry.fund_id for entry in entries if entry.fund_id])}
    for (fund_id, account, currency), cents in moved.items():
        row, _made = Balance.objects.get_or_create(
            community=community, fund=funds[fund_id], account=Account(account), currency=currency
        )
        Balance.objects.filter(pk=row.pk).update(cents=F("cents") + cents)
