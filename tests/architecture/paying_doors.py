"""Every address of payments; a part of ``DOORS``."""

from collections.abc import Mapping
from typing import Any

from tests.architecture.opens import MONEY, Opens
from tests.architecture.world import World

FINANCE = frozenset({"finance"})


def _start(world: World) -> Mapping[str, Any]:
    assert world.stipend_approved.pk
    return {"method": "check"}


PAYING_DOORS: dict[str, Opens] = {
    "payment_runs": Opens(MONEY),
    "payment_run_start": Opens(FINANCE, post=_start),
    "payment_run": Opens(MONEY, {"pk": "payment_run"}),
    "payment_run_file": Opens(FINANCE, {"pk": "payment_run"}),
    "payment_run_sheet": Opens(MONEY, {"pk": "payment_run"}),
    "payment_run_paid": Opens(FINANCE, {"pk": "payment_run"}, post=lambda _world: {"paid_on": ""}),
    "payment_run_results": Opens(
        FINANCE, {"pk": "payment_run"}, post=lambda world: {"results": world.results()}
    ),
    "payment_paid": Opens(
        FINANCE, {"pk": "payment"}, post=lambda _world: {"paid_on": "", "reference": "1042"}
    ),
    "payment_failed": Opens(
        FINANCE, {"pk": "payment"}, post=lambda _world: {"why": "The address is old", "seen": "waiting"}
    ),
}
