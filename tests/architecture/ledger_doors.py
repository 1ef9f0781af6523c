"""The addresses of funds, bills and the book."""

from tests.architecture.opens import MONEY, Opens
from tests.architecture.world import World

GRANT = {
    "name": "Spring",
    "dollars": "500",
    "starts_on": "2026-01-01",
    "ends_on": "2099-01-01",
    "uses": "meals",
}


def _bill(world: World) -> dict[str, str]:
    return {"use": "meals", "words": "Juice", "dollars": "5", "fund": world.fund.pk}


LEDGER_DOORS: dict[str, Opens] = {
    "funds": Opens(MONEY),
    "fund_new": Opens(MONEY, post=lambda _world: GRANT),
    "fund_change": Opens(MONEY, {"pk": "fund"}, post=lambda _world: GRANT),
    "bills": Opens(MONEY),
    "bill_new": Opens(MONEY, post=_bill),
    "bill_back": Opens(MONEY, {"pk": "bill"}, post=lambda _world: {"why": "Entered twice"}),
    "ledger_book": Opens(MONEY),
    "month_close": Opens(frozenset({"finance"})),
}
