"""The addresses of what a board proposes, and of what comes of its decisions."""

from tests.architecture.opens import BOARD, RUN_MEETINGS, Opens
from tests.architecture.world import EVERYONE, STAFF

CHAMBER: dict[str, Opens] = {
    # Proposals
    "proposals": Opens(STAFF | {"board", "provider"}),
    "proposal_new": Opens(
        RUN_MEETINGS | BOARD, {"group": "group"}, post=lambda _world: {"title": "A ramp at the library"}
    ),
    "proposal": Opens(STAFF | BOARD, {"pk": "proposal"}),
    "proposal_say": Opens(
        RUN_MEETINGS | BOARD,
        {"pk": "proposal"},
        post=lambda _world: {"stance": "question", "words": "Who pays?"},
    ),
    "proposal_hide": Opens(
        RUN_MEETINGS,
        {"pk": "proposal"},
        post=lambda world: {"remark": world.position.pk, "why": "It names a child."},
    ),
    "proposal_amend": Opens(
        RUN_MEETINGS | BOARD,
        {"pk": "proposal"},
        post=lambda _world: {"text": "Two vans.", "after": 1},
    ),
    "proposal_settle": Opens(
        RUN_MEETINGS | BOARD,
        {"pk": "proposal"},
        post=lambda world: {"amendment": world.amendment.pk, "answer": "accept"},
    ),
    "proposal_do": Opens(
        RUN_MEETINGS | BOARD,
        {"pk": "proposal"},
        fixed={"action": "withdraw"},
        post=lambda _world: {"why": "The city does it."},
    ),
    "proposal_vote": Opens(
        RUN_MEETINGS,
        {"pk": "proposal"},
        post=lambda world: {
            "title": "A van",
            "method": "consent",
            "meeting": world.meeting.pk,
            "quorum_percent": 50,
        },
    ),
    # What came of decisions
    "outcome": Opens(RUN_MEETINGS, {"pk": "made"}),
    "outcome_do": Opens(
        RUN_MEETINGS,
        {"pk": "made"},
        fixed={"action": "read"},
        post=lambda world: {"measure": world.measure.pk, "on": world.community.today(), "value": 3},
    ),
    "record": Opens(EVERYONE | {"half"}, keys={"slug": "slug"}),
    "record_csv": Opens(EVERYONE | {"half"}, keys={"slug": "slug"}),
}
