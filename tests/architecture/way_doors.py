"""The addresses that put a referral right."""

from tests.architecture.opens import Opens
from tests.architecture.world import World

_LINE = {"pk": "referral", "step_pk": "referral_line"}
_STOP = {"pk": "referral", "pause_pk": "referral_stop"}
# The coordinator reads a referral and changes nothing of it.
_CHANGE = frozenset({"ambassador", "provider"})


def _passed_on(world: World) -> dict[str, str]:
    return {"receiver": world.agency.pk, "agreed": "on", "happened_on": world.community.today().isoformat()}


WAY_DOORS: dict[str, Opens] = {
    "step_correct": Opens(_CHANGE, _LINE),
    "step_undo": Opens(_CHANGE, _LINE),
    "referral_reopen": Opens(_CHANGE, {"pk": "referral"}),
    "referral_transfer": Opens(_CHANGE, {"pk": "referral"}, post=_passed_on),
    "referral_pause": Opens(_CHANGE, {"pk": "referral"}),
    "pause_end": Opens(_CHANGE, _STOP),
    "pause_void": Opens(_CHANGE, _STOP),
}
