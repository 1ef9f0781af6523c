"""The open book: what each fund spent on what, quarter by quarter, without names."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Sum
from django.db.models.functions import TruncQuarter

from advisory.ledger.models import Fund, LedgerEntry
from advisory.ledger.rules import USES, Account, Kind
from advisory.ledger.selectors import funds_of
from advisory.statements.rules import Part, Shown, fold, next_quarter, quarter_of, quarters
from advisory.statements.selectors.waiting import Promise, promise_of
from community.people.models import Community

# Payments move what is owed already: they spend nothing more.
COUNTED = tuple(kind for kind in Kind if kind not in (Kind.PAYMENT, Kind.RETURN))


class Quarter(NamedTuple):
    """One quarter of a fund: the budget at its end, what is shown of each use, and what that leaves."""

    begins: date
    budget: int
    cells: dict[str, Shown]
    left: int

    @property
    def waits(self) -> list[str]:
        """The uses some of which comes with a later quarter."""
        return [use for use, cell in self.cells.items() if cell.waits]


@dataclass(frozen=True)
class FundBook:
    """What a fund spent in the quarters that are over, the newest first."""

    fund: Fund
    quarters: list[Quarter]


@dataclass(frozen=True)
class Book:
    """All funds, and how long members waited for their money."""

    promise: Promise
    funds: list[FundBook]


# What the lines of one fund come to: by account and first day of a quarter, by member (None: nobody).
Sums = dict[tuple[str, date], Counter[int | None]]


def book_of(community: Community) -> Book:
    """The book of ``community``, as far as its quarters are over. Four queries, whatever is in it."""
    funds = list(funds_of(community))
    running = quarter_of(community.today())
    sums = _sums(community, running)
    return Book(promise_of(community), [_fund_book(fund, sums[fund.pk], running) for fund in funds])


def _sums(community: Community, until: date) -> dict[int, Sums]:
    """What the lines before ``until`` come to (cents), by fund. One query, by as few columns as will do: with
    one more PostgreSQL sorts all lines on its disk. A line's sign is known by its sides."""
    found: dict[int, Sums] = defaultdict(lambda: defaultdict(Counter))
    lines: Any = LedgerEntry.objects.of(community).filter(day__lt=until, kind__in=COUNTED, fund__isnull=False)
    rows = (
        lines.annotate(quarter=TruncQuarter("day"))
        .order_by()
        .values_list("fund", "debit", "credit", "quarter", "stipend__person")
        .annotate(cents=Sum("amount_cents"))
    )
    for fund, debit, credit, quarter, person, cents in rows:
        forward = debit in USES or credit == Account.GRANT
        found[fund][debit if forward else credit, quarter][person] += cents if forward else -cents
    return found


def _fund_book(fund: Fund, sums: Sums, running: date) -> FundBook:
    shown = list(_quarters_of(fund, sums, running))
    cells = {str(use): fold([_part(sums, str(use), quarter) for quarter in shown]) for use in USES}
    rows, budget, spent = [], 0, 0
    for place, quarter in enumerate(shown):
        row = {use: cells[use][place] for use in cells}
        budget += sum(sums.get((str(Account.CASH), quarter), Counter()).values())
        spent += sum(cell.cents for cell in row.values())
        rows.append(Quarter(quarter, budget, row, budget - spent))
    return FundBook(fund, rows[::-1])


def _quarters_of(fund: Fund, sums: Sums, running: date) -> Iterator[date]:
    """From the first quarter with a line to the last one of the fund or with a line, if it is over."""
    written = [quarter for _use, quarter in sums]
    if written:
        last = max(*written, quarter_of(fund.ends_on))
        yield from quarters(min(written), min(running, next_quarter(last)))


def _part(sums: Sums, use: str, quarter: date) -> Part:
    by_person = sums.get((use, quarter), Counter())
    members = {person: cents for person, cents in by_person.items() if person is not None}
    return Part(members, by_person[None])
