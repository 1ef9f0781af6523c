"""Every address of decisions; the part of ``DOORS`` that votes."""

from tests.architecture.opens import BOARD, RUN_MEETINGS, SIGNED_IN, Opens
from tests.architecture.world import STAFF

VOTE_DOORS: dict[str, Opens] = {
    "decisions": Opens(SIGNED_IN),
    "decision_new": Opens(
        RUN_MEETINGS,
        post=lambda world: {
            "group": world.group.pk,
            "meeting": world.meeting.pk,
            "title": "Hours",
            "method": "majority",
            "quorum_percent": 50,
            "ratifies": world.decision_of_others.pk,
        },
    ),
    "decision": Opens(STAFF | {"board"}, {"pk": "decision"}),
    "decision_vote": Opens(BOARD, {"pk": "decision"}, post=lambda _world: {"option": "yes"}),
    "decision_vote_for": Opens(
        BOARD,
        {"pk": "decision", "giver": "giver"},
        post=lambda world: {f"ballot{world.decision.pk}-{world.giver.pk}-option": "yes"},
    ),
    "decision_aside_of": Opens(
        RUN_MEETINGS,
        {"pk": "decision"},
        post=lambda world: {"person": world.giver.pk, "why": "My sister."},
    ),
    "decision_aside": Opens(BOARD, {"pk": "decision"}, post=lambda _world: {"why": "My sister."}),
    "decision_proxy": Opens(BOARD, {"pk": "decision"}, post=lambda world: {"holder": world.giver.pk}),
    "decision_proxy_back": Opens(BOARD, {"pk": "given"}),
    "decision_open": Opens(RUN_MEETINGS, {"pk": "draft"}),
    "decision_close": Opens(RUN_MEETINGS, {"pk": "decision"}),
    "decision_ballots": Opens(STAFF | {"board"}, {"pk": "decided"}),
    "decision_file": Opens(STAFF | {"board"}, {"pk": "decided"}),
    "decision_withdraw": Opens(RUN_MEETINGS, {"pk": "decision"}, post=lambda _world: {"why": "Too early."}),
    "decision_defer": Opens(
        RUN_MEETINGS,
        {"pk": "draft"},
        post=lambda world: {"meeting": world.planned.pk, "why": "Too early."},
    ),
    "decision_take_up": Opens(RUN_MEETINGS, {"pk": "deferred"}),
    "decision_reopen": Opens(
        RUN_MEETINGS,
        {"pk": "withdrawn"},
        post=lambda world: {"meeting": world.planned.pk, "why": "It is time."},
    ),
    "decision_paper": Opens(
        RUN_MEETINGS,
        {"pk": "decision"},
        post=lambda world: {"voter": world.board.pk, "why": "No phone.", "paper-option": "yes"},
    ),
    "decision_box": Opens(
        RUN_MEETINGS, {"pk": "box"}, post=lambda _world: {"paper-option": "yes", "compared": "on"}
    ),
}
