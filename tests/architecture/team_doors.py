"""The addresses of the action team."""

from tests.architecture.opens import RUN_MEETINGS, Opens
from tests.architecture.world import STAFF

READS = STAFF | {"provider"}
SPEAKS = RUN_MEETINGS | {"provider"}
COORDINATOR = frozenset({"coordinator"})

TEAM_DOORS: dict[str, Opens] = {
    "team": Opens(READS),
    "team_mine": Opens(frozenset({"provider"})),
    "team_attendance": Opens(READS),
    "promise_new": Opens(
        SPEAKS,
        post=lambda world: {
            **{"organisation": world.provider.organisation_id, "title": "Call sooner"},
            **{"measure": "Days to the call", "due_on": "2099-01-01"},
        },
    ),
    "promise_say": Opens(SPEAKS, {"pk": "promise"}, post=lambda _world: {"said": "partly"}),
    "promise_end": Opens(SPEAKS, {"pk": "promise"}),
    "shared_measures": Opens(READS),
    "shared_measure_new": Opens(COORDINATOR, post=lambda _world: {"title": "Families called"}),
    "shared_measure_source": Opens(
        COORDINATOR,
        {"pk": "shared_measure"},
        post=lambda world: {"program": world.counted.program_id, "own_name": "Call log"},
    ),
}
