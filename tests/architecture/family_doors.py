"""The addresses of the Ambassador's list."""

from tests.architecture.opens import CASES, Opens
from tests.architecture.world import World


def _contact(world: World) -> dict[str, str]:
    today = world.community.today().isoformat()
    return {"kind": "call", "outcome": "reached", "barrier": "", "happened_on": today, "seen": "0"}


FAMILY_DOORS: dict[str, Opens] = {
    "caseload": Opens(CASES),
    "caseload_all": Opens(CASES),
    "caseload_uncalled": Opens(CASES),
    "caseload_help": Opens(CASES),
    "case": Opens(CASES, {"pk": "referral"}, post=_contact),
    "case_call": Opens(CASES, {"pk": "referral"}, post=lambda _world: {"outcome": "no_answer", "seen": "0"}),
}
