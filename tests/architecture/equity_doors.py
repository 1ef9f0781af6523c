"""The addresses of figures and of tests of change."""

from typing import Any

from tests.architecture.opens import CASES, SIGNED_IN, Opens


def _plan(world: Any) -> dict[str, Any]:
    told = {"hypothesis": "If we call at once, more come.", "measure": "contacted", "starts_on": "2026-10-01"}
    return told | {"owner": world.ambassador.pk}


EQUITY_DOORS: dict[str, Opens] = {
    "equity": Opens(SIGNED_IN),
    "equity_own": Opens(CASES),
    "equity_steps": Opens(CASES),
    "equity_months": Opens(CASES),
    "equity_trials": Opens(CASES, post=_plan),
    "equity_trial": Opens(CASES, {"pk": "trial"}),
    "equity_trial_do": Opens(CASES, {"pk": "trial"}, fixed={"action": "begin"}),
}
