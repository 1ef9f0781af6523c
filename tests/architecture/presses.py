"""Every button of a live board and of a meeting's page: who may press it, and what it sends."""

from tests.architecture.opens import BOARD, RUN_MEETINGS, Opens
from tests.architecture.world import STAFF

# What can be pressed on a live board, by the action's name: who may, and what the button sends.
PRESSES: dict[str, Opens] = {
    "check_in": Opens(STAFF | {"board"}),
    "tap": Opens(RUN_MEETINGS, post=lambda world: {"person": world.board.pk}),
    "untap": Opens(RUN_MEETINGS, post=lambda world: {"person": world.board.pk}),
    "finish_action": Opens(RUN_MEETINGS | BOARD, post=lambda world: {"action_item": world.action_item.pk}),
    "open_meeting": Opens(RUN_MEETINGS),
    "next_item": Opens(RUN_MEETINGS),
    "show_item": Opens(RUN_MEETINGS, post=lambda world: {"item": world.item.pk}),
    "defer_item": Opens(RUN_MEETINGS, post=lambda world: {"item": world.item.pk}),
    "add_action": Opens(
        RUN_MEETINGS,
        post=lambda world: {"title": "Chairs", "owner": f"person-{world.board.pk}", "due_on": "2099-01-01"},
    ),
    "propose": Opens(BOARD, post=lambda _world: {"title": "Saturday hours"}),
    "ask_to_speak": Opens(STAFF | {"board"}),
    "pass_turn": Opens(BOARD, post=lambda world: {"turn": world.turn.pk}),
    "hand_of": Opens(RUN_MEETINGS, post=lambda world: {"person": world.board.pk}),
    "hand_down": Opens(RUN_MEETINGS, post=lambda world: {"person": world.turn.person_id}),
    "call_on": Opens(RUN_MEETINGS, post=lambda world: {"turn": f":{world.turn.pk}"}),
    "end_turn": Opens(RUN_MEETINGS),
    "interpret": Opens(RUN_MEETINGS, post=lambda world: {"interpreted": f"{world.turn.pk}:on"}),
    "open_check": Opens(RUN_MEETINGS),
    "close_check": Opens(RUN_MEETINGS),
    "answer_check": Opens(
        STAFF | {"board"}, post=lambda world: {f"q{world.check_question.pk}": "4", "remark": "More dinner."}
    ),
    "close_meeting": Opens(RUN_MEETINGS, post=lambda _world: {"sure": "yes"}),
    "complete_action": Opens(
        RUN_MEETINGS,
        post=lambda world: {
            "action_item": world.step.pk,
            "owner": f"person-{world.board.pk}",
            "due_on": "2099-01-01",
        },
    ),
    "turn_clock": Opens(RUN_MEETINGS),
    "breathe": Opens(RUN_MEETINGS, post=lambda _world: {"breathe": "on"}),
    "write_note": Opens(
        RUN_MEETINGS | BOARD, post=lambda world: {"body": "Chairs", "about": world.item.pk, "readers": "all"}
    ),
    "park": Opens(RUN_MEETINGS | BOARD, post=lambda world: {"body": "Chairs", "about": world.item.pk}),
    "change_note": Opens(RUN_MEETINGS | BOARD, post=lambda world: {"note": world.note.pk, "body": "Tables"}),
    "remove_note": Opens(RUN_MEETINGS | BOARD, post=lambda world: {"note": world.note.pk}),
    "settle_parked": Opens(RUN_MEETINGS, post=lambda world: {"note": world.parked.pk}),
    "carry_parked": Opens(RUN_MEETINGS, post=lambda world: {"note": world.parked.pk}),
    "start_groups": Opens(
        RUN_MEETINGS,
        post=lambda _world: {"way": "count", "groups": 2, "size": "", "prompt_what": "", "prompt_who": ""},
    ),
    "seat_late": Opens(RUN_MEETINGS, post=lambda world: {"round": world.breakout.pk}),
    "name_scribe": Opens(RUN_MEETINGS, post=lambda world: {"seat": world.breakout_seat.pk}),
    "end_groups": Opens(RUN_MEETINGS, post=lambda world: {"round": world.breakout.pk}),
    "join_group": Opens(BOARD, post=lambda world: {"round": world.breakout.pk}),
    "write_for_us": Opens(BOARD, post=lambda world: {"round": world.breakout.pk}),
    "write_group": Opens(
        BOARD, post=lambda world: {"what": "A ramp", "who": "Rosa", "written": f"{world.breakout.pk}:0"}
    ),
    "vote": Opens(
        BOARD, post=lambda world: {"option": f"{world.decision.pk}:yes", "ballot": world.decision.pk}
    ),
    "raise_hand": Opens(
        RUN_MEETINGS, post=lambda world: {"hand": f"{world.decision.pk}:{world.board.pk}:yes"}
    ),
    "say_of_promise": Opens(RUN_MEETINGS, post=lambda world: {"promise": f"{world.promise.pk}:kept"}),
    "drop_promise": Opens(RUN_MEETINGS, post=lambda world: {"dropped": world.promise.pk}),
    "open_decision": Opens(RUN_MEETINGS, post=lambda world: {"decision": world.draft.pk}),
    "close_decision": Opens(RUN_MEETINGS, post=lambda world: {"decision": world.decision.pk}),
}

# What can be pressed on the page of a meeting, likewise.
PLANS: dict[str, Opens] = {
    "invite": Opens(RUN_MEETINGS),
    "remind": Opens(RUN_MEETINGS),
    "text_again": Opens(RUN_MEETINGS),
    "add_item": Opens(RUN_MEETINGS, post=lambda _world: {"title": "Chairs", "minutes": 5}),
    "move_item": Opens(RUN_MEETINGS, post=lambda world: {"item": world.item.pk, "way": "up"}),
    "open_meeting": Opens(RUN_MEETINGS),
    "add_action": PRESSES["add_action"],
    "skip": Opens(RUN_MEETINGS, post=lambda _world: {"why": "Too much snow."}),
    "add_notice": Opens(
        RUN_MEETINGS, post=lambda _world: {"kind": "remind", "day": "2027-01-27", "hour": "18:00"}
    ),
    "move_notice": Opens(
        RUN_MEETINGS,
        post=lambda world: {"notice": world.notice.pk, "day": "2027-01-27", "hour": "18:00"},
    ),
    "remove_notice": Opens(RUN_MEETINGS, post=lambda world: {"notice": world.notice.pk}),
    "draft": Opens(RUN_MEETINGS),
    "change_item": Opens(RUN_MEETINGS, post=lambda world: {"item": world.item.pk, "title": "Tables"}),
    "remove_item": Opens(RUN_MEETINGS, post=lambda world: {"item": world.item.pk}),
    "order_items": Opens(
        RUN_MEETINGS, post=lambda world: {"order": str(world.item.pk), "seen": str(world.item.pk)}
    ),
    "accept_item": Opens(RUN_MEETINGS, post=lambda world: {"item": world.item.pk}),
    "drop_item": Opens(RUN_MEETINGS, post=lambda world: {"item": world.item.pk, "reason": "Too late."}),
    "invite_guest": Opens(
        RUN_MEETINGS, post=lambda world: {"standing": "guest", "person": world.family.pk, "language": "en"}
    ),
    "take_back_guest": Opens(RUN_MEETINGS, post=lambda world: {"invitation": world.invitation.pk}),
}
