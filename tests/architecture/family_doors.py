"""The addresses of the Ambassador's list."""

from tests.architecture.opens import CASES, Opens
from tests.architecture.world import World


def _contact(world: World) -> dict[str, str]:
    today = world.community.today().isoformat()
    return {"kind": "call", "outcome": "reached", "barrier": "", "happened_on": today, "seen": "0"}


def _cover(world: World) -> dict[str, str]:
    today = world.community.today().isoformat()
    away, other = world.second_ambassador.pk, world.ambassador.pk
    return {"away": away, "standing_in": other, "starts_on": today, "ends_on": today}


FAMILY_DOORS: dict[str, Opens] = {
    "caseload": Opens(CASES),
    "caseload_all": Opens(CASES),
    "caseload_uncalled": Opens(CASES),
    "caseload_help": Opens(CASES),
    "ambassadors": Opens(CASES, post=_cover),
    "hand_families": Opens(
        CASES, post=lambda world: {"to": world.ambassador.pk, "referral": [world.referral.pk]}
    ),
    "hand_all": Opens(CASES, post=lambda world: {"of": "", "to": world.ambassador.pk}),
    "cover_end": Opens(CASES, {"pk": "cover"}),
    "barriers": Opens(CASES),
    "truth_gap": Opens(CASES),
    "case": Opens(CASES, {"pk": "referral"}, post=_contact),
    "case_call": Opens(CASES, {"pk": "referral"}, post=lambda _world: {"outcome": "no_answer", "seen": "0"}),
}
