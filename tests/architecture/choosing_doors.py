"""The addresses of budget rounds and of choosing panels."""

from tests.architecture.opens import BOARD, RUN_MEETINGS, SIGNED_IN, Opens
from tests.architecture.world import EVERYONE

ALL = EVERYONE | {"half"}
MEANINGS = {f"means_{points}": "Some" for points in range(5)}

SPENDING: dict[str, Opens] = {
    "public_rounds": Opens(ALL, keys={"slug": "slug"}),
    "public_round": Opens(ALL, keys={"slug": "slug", "key": "round_key"}),
    "public_project": Opens(ALL, keys={"slug": "slug", "key": "round_key", "number": "project_number"}),
    "rounds": Opens(RUN_MEETINGS),
    "round_new": Opens(
        RUN_MEETINGS, post=lambda world: {"group": world.group.pk, "title": "Spring", "dollars": "500"}
    ),
    "round": Opens(RUN_MEETINGS, {"pk": "budget_round"}),
    "round_do": Opens(RUN_MEETINGS, {"pk": "budget_round"}, fixed={"action": "review"}),
    "idea_new": Opens(SIGNED_IN, {"pk": "budget_round"}, post=lambda _world: {"words": "More benches"}),
    "idea_do": Opens(
        RUN_MEETINGS,
        {"pk": "idea"},
        fixed={"action": "merge"},
        post=lambda world: {"project": world.project.pk},
    ),
    "project_new": Opens(
        RUN_MEETINGS, {"pk": "budget_round"}, post=lambda _world: {"title_en": "Trees", "dollars": "40"}
    ),
    "project": Opens(
        RUN_MEETINGS, {"pk": "project_draft"}, post=lambda _world: {"title_en": "Trees", "dollars": "40"}
    ),
    "project_do": Opens(
        RUN_MEETINGS, {"pk": "project_draft"}, fixed={"action": "note"}, post=lambda _world: {"body": "Yes."}
    ),
    "measure_count": Opens(
        RUN_MEETINGS,
        {"pk": "project_measure"},
        post=lambda world: {"on": "2026-01-05", "count": "4", "corrects": world.reading.pk},
    ),
}

CHOOSING: dict[str, Opens] = {
    "panels": Opens(SIGNED_IN),
    "panel_new": Opens(
        RUN_MEETINGS, post=lambda world: {"group": world.group.pk, "title": "A cook", "places": 2}
    ),
    "panel": Opens(RUN_MEETINGS | BOARD, {"pk": "panel"}),
    "panel_do": Opens(
        RUN_MEETINGS,
        {"pk": "panel"},
        fixed={"action": "give_seat"},
        post=lambda world: {"person": world.second_member.pk},
    ),
    "criterion_remove": Opens(RUN_MEETINGS, {"pk": "criterion"}),
    "seat_remove": Opens(RUN_MEETINGS, {"pk": "second_panel_seat"}),
    "candidate": Opens(BOARD, {"pk": "candidate"}, post=lambda world: {f"c{world.criterion.pk}": "3"}),
    "candidate_conflict": Opens(BOARD, {"pk": "candidate"}, post=lambda _world: {"why": "My aunt."}),
}
