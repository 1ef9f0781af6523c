"""Every address of boards and of the way to a seat; a part of ``DOORS``."""

from tests.architecture.opens import BOARD, RUN_MEETINGS, Opens
from tests.architecture.world import STAFF

KEEPERS = frozenset({"coordinator"})
RUN_OR_SIT = RUN_MEETINGS | BOARD
WORDS = {"body": "We meet monthly.", "language": "en", "adopted_on": "2026-06-01", "after": "1"}
RULES = {
    **{"quorum_percent": "50", "quorum_basis": "entitled", "proxies_per_holder": "1"},
    **{"candidates_seen_from": "vote", "forget_after_days": "90", "late_pay_percent": "50"},
}
TOLD = {"name": "Keisha", "phone": "(347) 555-0190", "language": "en", "channel": "voice"}

BOARD_DOORS: dict[str, Opens] = {
    # Boards
    "boards": Opens(STAFF | {"board", "provider"}),
    "board": Opens(STAFF | BOARD, {"pk": "group"}),
    "board_seats": Opens(
        KEEPERS, {"pk": "group"}, post=lambda _world: {"number": "1", "since": "2026-01-01"}
    ),
    "board_subcommittee": Opens(
        KEEPERS, {"pk": "group"}, post=lambda _world: {"name": "Food", "code": "FOOD"}
    ),
    "board_join": Opens(KEEPERS, {"pk": "subcommittee"}, post=lambda world: {"person": world.board.pk}),
    "membership_end": Opens(
        KEEPERS, {"pk": "membership"}, post=lambda _world: {"on": "2026-06-01", "why": "Moved away."}
    ),
    "seat": Opens(STAFF | BOARD, {"pk": "seat"}),
    "seat_do": Opens(
        KEEPERS,
        {"pk": "seat"},
        fixed={"action": "renew"},
        post=lambda world: {"term": world.term.pk},
    ),
    "charter": Opens(STAFF | BOARD, {"pk": "charter"}),
    "charter_version": Opens(STAFF | BOARD, {"pk": "charter_version"}),
    "charter_translate": Opens(
        KEEPERS, {"pk": "charter_version"}, fixed={"language": "es"}, post=lambda _world: {"body": "Hola."}
    ),
    "charter_new": Opens(
        KEEPERS,
        {"pk": "group"},
        fixed={"kind": "agreement"},
        post=lambda world: {**WORDS, "title": "How we talk", "after": "0", "decision": world.decided.pk},
    ),
    "charter_write": Opens(
        KEEPERS,
        {"pk": "charter"},
        post=lambda world: {**WORDS, **RULES, "why": "Shorter", "decision": world.decided.pk},
    ),
    "charter_dissent": Opens(
        BOARD,
        {"pk": "charter"},
        post=lambda world: {"words": "No.", "is_named": "yes", "version": world.charter_version.pk},
    ),
    # The way to a seat
    "recruiting": Opens(RUN_OR_SIT, {"pk": "group"}),
    "outreach_new": Opens(
        RUN_MEETINGS, {"pk": "group"}, post=lambda _world: {"title": "Fair", "starts_on": "2026-06-01"}
    ),
    "outreach_end": Opens(RUN_MEETINGS, {"pk": "outreach"}),
    "applicant_new": Opens(
        RUN_MEETINGS, {"pk": "group"}, post=lambda world: {**TOLD, "outreach": world.outreach.pk}
    ),
    "recruiting_flyer": Opens(RUN_MEETINGS, {"pk": "group"}, fixed={"language": "es"}),
    "recruiting_vote": Opens(
        RUN_MEETINGS,
        {"pk": "group"},
        post=lambda world: {
            "applicants": [world.applicant.pk],
            "title": "A new member",
            "method": "majority",
            "seats": "1",
            "meeting": world.meeting.pk,
        },
    ),
    "gathering_new": Opens(
        RUN_MEETINGS,
        {"pk": "group"},
        fixed={"kind": "session"},
        post=lambda _world: {"starts_at": "2027-01-27T18:00", "place": "Library"},
    ),
    "gathering": Opens(RUN_OR_SIT, {"pk": "interview"}),
    "gathering_note": Opens(
        RUN_OR_SIT, {"pk": "interview"}, post=lambda world: {"guest": world.guest.pk, "words": "Kind."}
    ),
    "gathering_do": Opens(
        RUN_MEETINGS,
        {"pk": "interview"},
        fixed={"action": "ask"},
        post=lambda world: {"applicants": [world.newcomer.pk]},
    ),
    "applicant": Opens(RUN_MEETINGS, {"pk": "applicant"}),
    "applicant_do": Opens(
        RUN_MEETINGS,
        {"pk": "applicant"},
        fixed={"action": "decline"},
        post=lambda _world: {"reason": "Next year."},
    ),
}
