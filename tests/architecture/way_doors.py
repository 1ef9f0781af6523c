"""The addresses that put a referral right, and those of the case conference."""

from tests.architecture.opens import CASES, Opens
from tests.architecture.world import World

_LINE = {"pk": "referral", "step_pk": "referral_line"}
_STOP = {"pk": "referral", "pause_pk": "referral_stop"}
# The coordinator reads a referral and changes nothing of it.
_CHANGE = frozenset({"ambassador", "provider"})
_CASE = {"pk": "conference", "case_pk": "conference_case"}


def _decided(world: World) -> dict[str, str]:
    return {"step": "call", "owner": world.provider.pk, "due_on": world.community.today().isoformat()}


WAY_DOORS: dict[str, Opens] = {
    "step_correct": Opens(_CHANGE, _LINE),
    "step_undo": Opens(_CHANGE, _LINE),
    "referral_reopen": Opens(_CHANGE, {"pk": "referral"}),
    "referral_pause": Opens(_CHANGE, {"pk": "referral"}),
    "pause_end": Opens(_CHANGE, _STOP),
    "pause_void": Opens(_CHANGE, _STOP),
    "notes_on": Opens(frozenset({"provider"})),
    "notes_off": Opens(frozenset({"provider"})),
    "conferences": Opens(CASES | {"provider"}),
    "conference_begin": Opens(CASES),
    "conference": Opens(CASES | {"provider"}, {"pk": "conference"}),
    "conference_let_in": Opens(CASES, {"pk": "conference"}, post=lambda world: {"person": world.provider.pk}),
    "conference_let_out": Opens(CASES, {"pk": "conference", "person_pk": "provider"}),
    "case_show": Opens(CASES, _CASE),
    "case_decide": Opens(CASES, _CASE, post=_decided),
    "case_done": Opens(CASES | {"provider"}, {"pk": "conference_case"}),
    "conference_close": Opens(CASES, {"pk": "conference"}),
}
