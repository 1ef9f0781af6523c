"""The addresses of figures and of tests of change."""

from functools import cached_property
from typing import Any

from referrals.equity.services import plan_trial
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


class Trying:
    """A test of change: a part of a World."""

    mark: str
    community: Any
    ambassador: Any

    @cached_property
    def trial(self) -> Any:
        return plan_trial(
            hypothesis=f"{self.mark} trial",
            measure="contacted",
            starts_on=self.community.today(),
            owner=self.ambassador,
            by=self.ambassador,
        )
