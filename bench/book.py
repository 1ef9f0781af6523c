"""The open book over 100,000 lines, and the balances over 1,000 and 100,000, in this process.

What the book takes is held against the bare GROUP BY that its numbers come from, which counts no
members and folds nothing; the balances are carried, so they must cost the same whatever the history.
``python -m bench.book measure`` is what runs in the run's own database; it prints seconds.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bench import machine
from bench.aims import say

FEW, MANY = 1_000, 100_000
PEOPLE, YEARS, ROUNDS = 300, 5, 7


def measure() -> None:
    """Fill two communities, and print how long each question takes: the middle of the rounds."""
    import django

    django.setup()
    from django.db import connection

    from advisory.ledger.selectors import balances
    from advisory.statements.selectors import book_of

    few, many = fill("few", FEW), fill("many", MANY)
    with connection.cursor() as asking:
        asking.execute("ANALYZE")  # as any database has done that is not a minute old
    asked: dict[str, Callable[[], Any]] = {
        "book": lambda: book_of(many),
        "bare": lambda: bare(many),
        "few": lambda: balances(few),
        "many": lambda: balances(many),
    }
    for ask in asked.values():
        ask()  # the first answer warms up
    taken = {name: [seconds(ask) for _round in range(ROUNDS)] for name, ask in asked.items()}
    print(json.dumps({name: statistics.median(times) for name, times in taken.items()}))


def seconds(ask: Callable[[], Any]) -> float:
    """How long one answer takes."""
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def bare(community: Any) -> list[Any]:
    """What one would write first: the sums of the table's cells, with nobody counted and nothing folded."""
    from django.db.models import Sum
    from django.db.models.functions import TruncQuarter

    from advisory.ledger.models import LedgerEntry

    lines = LedgerEntry.objects.of(community).annotate(quarter=TruncQuarter("day")).order_by()
    return list(lines.values_list("fund", "debit", "quarter").annotate(cents=Sum("amount_cents")))


def fill(slug: str, lines: int) -> Any:
    """A community whose members were owed ``lines`` amounts over five years, with its balances carried."""
    from advisory.ledger.models import Balance, Fund, LedgerEntry
    from advisory.models import Rate
    from community.models import Community, Group, Person

    community = Community.objects.create(name=slug, slug=slug, number=f"+1718555{lines % 10_000:04d}")
    group = Group.objects.create(community=community, name=slug, code="FAB", kind="advisory_board")
    names = (Person(community=community, display_name=f"Rosa {number}") for number in range(PEOPLE))
    people = Person.objects.bulk_create(names)
    until, days = community.today(), YEARS * 365
    since = until - timedelta(days=days)
    cents = lines * 75_00
    fund = Fund.objects.create(
        community=community, name=slug, granted_cents=cents, spent_cents=cents, starts_on=since, ends_on=until
    )
    rate = Rate.objects.create(
        group=group, kind="outreach", amount_cents=75_00, since=since, announced_on=since
    )
    # One stipend a member stands for all of theirs: the book asks it for no more than whose it is.
    stipends = [_stipend(rate, person) for person in people]
    for begun in range(0, lines, 5_000):
        LedgerEntry.objects.bulk_create(
            _line(fund, stipends[at % PEOPLE], at, since + timedelta(days=days * at // lines))
            for at in range(begun, min(begun + 5_000, lines))
        )
    for account, sign in (("stipends", 1), ("payable", -1)):
        Balance.objects.create(
            community=community, fund=fund, account=account, currency="USD", cents=sign * cents
        )
    return community


def _stipend(rate: Any, person: Any) -> Any:
    from advisory.models import Stipend, Work

    source = {"group": rate.group, "person": person, "kind": "outreach", "day": rate.since}
    done = Work.objects.create(**source, entered_by=person)
    return Stipend.objects.create(**source, work=done, rate=rate, full_cents=75_00, amount_cents=75_00)


def _line(fund: Any, stipend: Any, at: int, day: date) -> Any:
    from django.utils import timezone

    from advisory.ledger.models import LedgerEntry

    return LedgerEntry(
        community=fund.community,
        number=at + 1,
        kind="accrual",
        debit="stipends",
        credit="payable",
        fund=fund,
        stipend=stipend,
        amount_cents=75_00,
        once_key=f"accrual:{at}",
        day=day,
        at=timezone.now(),
        previous_hash=f"{at:064d}",
        hash=f"{at + 1:064d}",
    )


def run() -> None:
    """Measure, and print what was promised beside it."""
    with machine.house("book") as environment:
        print(f"The open book over {MANY:,} lines, {machine.describe(environment)}")
        taken = json.loads(machine.seed(environment, "bench.book", "measure"))
    print(f"  the book {taken['book'] * 1e3:.0f} ms, the bare GROUP BY {taken['bare'] * 1e3:.0f} ms")
    print(
        f"  balances {taken['few'] * 1e3:.2f} ms of {FEW:,} lines, {taken['many'] * 1e3:.2f} ms of {MANY:,}"
    )
    say("The open book, beside the bare GROUP BY", taken["book"] / taken["bare"], at_most=4)
    say("Balances of 100,000 lines, beside those of 1,000", taken["many"] / taken["few"], at_most=1.5)
    print()


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["measure"] else run()
