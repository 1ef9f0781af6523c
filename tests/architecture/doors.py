"""Every address of Stoop: which row fills its arguments, and to whom it opens.

A new address needs one line here; ``test_every_door`` says which when it is missing.
"""

from tests.architecture.board_doors import BOARD_DOORS
from tests.architecture.chamber_doors import CHAMBER
from tests.architecture.choosing_doors import CHOOSING, SPENDING
from tests.architecture.directory_doors import DIRECTORY_DOORS
from tests.architecture.equity_doors import EQUITY_DOORS
from tests.architecture.exchange_doors import EXCHANGE_DOORS
from tests.architecture.family_doors import FAMILY_DOORS
from tests.architecture.forgetting_doors import FORGETTING_DOORS
from tests.architecture.ledger_doors import LEDGER_DOORS
from tests.architecture.offer_doors import OFFER_DOORS
from tests.architecture.opens import (
    BOARD,
    CASES,
    MONEY,
    NOBODY,
    RUN_MEETINGS,
    SIGNED_IN,
    TWO,
    Opens,
    nothing,
)
from tests.architecture.paying_doors import PAYING_DOORS
from tests.architecture.reports_doors import REPORT_DOORS
from tests.architecture.sharing_doors import SHARING_DOORS
from tests.architecture.statements_doors import STATEMENT_DOORS
from tests.architecture.team_doors import TEAM_DOORS
from tests.architecture.vote_doors import VOTE_DOORS
from tests.architecture.way_doors import WAY_DOORS
from tests.architecture.wish_doors import WISH_DOORS
from tests.architecture.world import EVERYONE, STAFF

__all__ = ["BOARD", "DOORS", "RUN_MEETINGS", "Opens", "nothing"]

RULE = {
    **{"weekday": 3, "nth": 2, "every": 1, "starts": "18:00", "ends": "20:00", "first_on": "2027-01-01"},
    **{"mode": "in_person", "place": "444 Thomas Boyland St", "invite_days": 14, "remind_hours": [48]},
}

PUBLISHED = {name: name for name in ("slug", "code", "number")}

DOORS: dict[str, Opens] = {
    # People, and the ways in
    "home": Opens(EVERYONE),
    "set_language": Opens(EVERYONE | {"half"}),
    "styleguide": Opens(EVERYONE | {"half"}),
    "people": Opens(STAFF),
    "person": Opens(STAFF, {"pk": "family"}),
    "who": Opens(SIGNED_IN),
    "account_login": Opens(EVERYONE | {"half"}),
    "account_request_login_code": Opens(EVERYONE | {"half"}),
    "account_confirm_login_code": Opens(SIGNED_IN),
    "account_logout": Opens(EVERYONE | {"half"}),
    "account_inactive": Opens(EVERYONE | {"half"}),
    "account_reauthenticate": Opens(NOBODY),
    "account_reset_password": Opens(EVERYONE | {"half"}),
    "account_reset_password_done": Opens(EVERYONE | {"half"}),
    "account_reset_password_from_key": Opens(
        EVERYONE | {"half"}, keys={"uidb36": "uidb36", "key": "reset_key"}
    ),
    "account_reset_password_from_key_done": Opens(EVERYONE | {"half"}),
    "mfa_authenticate": Opens(SIGNED_IN),
    "mfa_reauthenticate": Opens(NOBODY),
    "mfa_index": Opens(TWO),
    "mfa_activate_totp": Opens(TWO | {"half"}),
    "mfa_deactivate_totp": Opens(NOBODY),
    "mfa_view_recovery_codes": Opens(NOBODY),
    "mfa_generate_recovery_codes": Opens(TWO),
    "mfa_download_recovery_codes": Opens(NOBODY),
    "usersessions_list": Opens(SIGNED_IN),
    "link": Opens(EVERYONE | {"half"}, keys={"token": "link"}),
    "link_part": Opens(EVERYONE | {"half"}, keys={"token": "link"}, fixed={"action": "mine"}),
    "link_do": Opens(EVERYONE | {"half"}, keys={"token": "link"}, fixed={"action": "check_in"}),
    "demo": Opens(EVERYONE | {"half"}),
    "demo_enter": Opens(EVERYONE | {"half"}, {"pk": "board"}),
    # Texting
    "inbox": Opens(STAFF),
    "thread": Opens(STAFF, {"pk": "thread"}),
    "inbox_search": Opens(STAFF, post=lambda _world: {"words": "Rosa"}),
    "thread_done": Opens(STAFF, {"pk": "thread"}),
    "thread_note": Opens(STAFF, {"pk": "thread"}, post=lambda _world: {"note": "Call her on Monday."}),
    "thread_assign": Opens(STAFF, {"pk": "thread"}, post=lambda world: {"to": world.facilitator.pk}),
    "thread_unread": Opens(STAFF, {"pk": "thread"}),
    "thread_pause": Opens(STAFF, {"pk": "thread"}, fixed={"action": "stop"}),
    "templates": Opens(STAFF),
    "template_new": Opens(
        STAFF, post=lambda _world: {"kind": "reply", "name": "Thanks", "body_en": "Thank you."}
    ),
    "template": Opens(STAFF, {"pk": "template"}),
    "template_edit": Opens(
        STAFF, {"pk": "template"}, post=lambda _world: {"after": 1, "body_en": "The library is open."}
    ),
    "template_review": Opens(STAFF, {"pk": "template_text"}),
    "template_retire": Opens(STAFF, {"pk": "template"}),
    "broadcasts": Opens(RUN_MEETINGS),
    "broadcast_new": Opens(
        RUN_MEETINGS,
        post=lambda world: {
            "template": world.template.pk,
            "groups": [world.group.pk],
            "asked_to": world.planned.pk,
            "answers": ["none"],
            "held": world.planned.pk,
            "presence": ["away"],
            "earlier": world.message_sent.pk,
            "outcomes": ["got"],
        },
    ),
    "broadcast_limits": Opens(
        frozenset({"coordinator"}), post=lambda _world: {"dollars": "50", "approve_above": 50}
    ),
    "broadcast": Opens(RUN_MEETINGS, {"pk": "message_to_many"}),
    "broadcast_edit": Opens(
        RUN_MEETINGS,
        {"pk": "message_to_many"},
        post=lambda world: {"body_en": "The library is open.", "groups": [world.group.pk]},
    ),
    "broadcast_do": Opens(RUN_MEETINGS, {"pk": "message_sent"}, fixed={"action": "pause"}),
    "sms_inbound": Opens(NOBODY),
    "sms_fallback": Opens(NOBODY),
    "sms_status": Opens(NOBODY),
    "voice_begin": Opens(NOBODY),
    "voice_answer": Opens(NOBODY),
    "simulator": Opens(EVERYONE | {"half"}),
    "simulated_call": Opens(EVERYONE | {"half"}, {"pk": "family"}),
    # Joining
    "join": Opens(
        EVERYONE | {"half"},
        keys={"slug": "slug"},
        post=lambda _world: {
            "first_name": "Rosa",
            "phone": "347-555-0199",
            "language": "en",
            "shown": "en",
            "agrees": "on",
        },
    ),
    "join_asked": Opens(EVERYONE | {"half"}, keys={"slug": "slug"}),
    "join_flyer": Opens(EVERYONE | {"half"}, keys={"slug": "slug"}, fixed={"language": "es"}),
    "join_invite": Opens(STAFF),
    # Live boards
    "live_snapshot": Opens(STAFF | {"board"}, {"board_id": "live_board"}),
    "live_mine": Opens(STAFF | {"board"}, {"board_id": "live_board"}),
    # Meetings
    "meetings": Opens(STAFF | {"board", "provider"}),
    "meeting_new": Opens(
        RUN_MEETINGS,
        post=lambda world: {
            "group": world.group.pk,
            "joint_with": [world.second_group.pk],
            "number": 40,
            "day": "2027-01-28",
            "starts": "18:00",
            "ends": "20:00",
            "mode": "in_person",
            "place": "444 Thomas Boyland St",
        },
    ),
    "meeting": Opens(STAFF | {"board", "provider"}, {"pk": "meeting"}),
    "meeting_change": Opens(
        RUN_MEETINGS,
        {"pk": "planned"},
        post=lambda world: {
            "joint_with": [world.second_group.pk],
            "day": "2027-01-28",
            "starts": "18:00",
            "ends": "20:00",
            "mode": "in_person",
            "place": "444 Thomas Boyland St",
        },
    ),
    "meeting_calendar": Opens(STAFF | {"board", "provider"}, {"pk": "meeting"}),
    "series_list": Opens(RUN_MEETINGS),
    "series_new": Opens(RUN_MEETINGS, post=lambda world: {**RULE, "group": world.group.pk}),
    "series": Opens(RUN_MEETINGS, {"pk": "rule"}, post=lambda _world: RULE),
    "series_stop": Opens(RUN_MEETINGS, {"pk": "rule"}),
    "meeting_answer": Opens(BOARD, {"pk": "planned"}, post=lambda _world: {"answer": "yes"}),
    "meeting_propose": Opens(BOARD, {"pk": "planned"}, post=lambda _world: {"title": "Saturday hours"}),
    "meeting_invitation": Opens(
        RUN_MEETINGS, {"pk": "planned", "invitation": "invitation"}, post=lambda _world: {"answer": "yes"}
    ),
    "meeting_orders": Opens(RUN_MEETINGS, {"pk": "planned"}),
    "meeting_plan": Opens(RUN_MEETINGS, {"pk": "meeting"}, fixed={"action": "invite"}),
    "next_steps": Opens(STAFF | {"board", "provider"}),
    "action_done": Opens(RUN_MEETINGS | {"board"}, {"pk": "action_item"}),
    "meeting_board": Opens(STAFF | {"board"}, {"pk": "meeting"}),
    "meeting_board_do": Opens(STAFF | {"board"}, {"pk": "meeting"}, fixed={"action": "check_in"}),
    "meeting_console": Opens(RUN_MEETINGS, {"pk": "meeting"}),
    "meeting_console_do": Opens(RUN_MEETINGS, {"pk": "meeting"}, fixed={"action": "next_item"}),
    "meeting_projector": Opens(RUN_MEETINGS, {"pk": "meeting"}),
    # Minutes
    "minutes": Opens(STAFF | {"board", "provider"}, {"pk": "held"}),
    "minutes_do": Opens(
        RUN_MEETINGS,
        {"pk": "held"},
        fixed={"action": "review"},
        post=lambda world: {"version": world.translation.pk},
    ),
    "minutes_write": Opens(
        RUN_MEETINGS,
        {"pk": "held"},
        fixed={"language": "ht"},
        post=lambda _world: {"body": "Bonjou.", "after": 0},
    ),
    "published_minutes": Opens(EVERYONE | {"half"}, keys={"slug": "slug"}),
    "public_minutes": Opens(EVERYONE | {"half"}, keys=PUBLISHED, fixed={"language": "en"}),
    "minutes_pdf": Opens(EVERYONE | {"half"}, keys=PUBLISHED, fixed={"language": "en"}),
    "meeting_door": Opens(EVERYONE | {"half"}, keys={"key": "door_key"}),
    "meeting_door_here": Opens(STAFF | {"board"}, keys={"key": "door_key"}),
    "meeting_sheet": Opens(RUN_MEETINGS, {"pk": "meeting"}),
    "meeting_paper": Opens(
        frozenset({"coordinator"}), {"pk": "meeting"}, post=lambda world: {"here": [world.board.pk]}
    ),
    "meeting_not_there": Opens(
        frozenset({"coordinator"}),
        {"pk": "meeting_came"},
        post=lambda world: {"person": world.meeting_came.attendance.get().person_id},
    ),
    "group": Opens(STAFF | {"board", "provider"}, {"pk": "group"}),
    "group_charter": Opens(
        frozenset({"coordinator"}), {"pk": "group"}, post=lambda _world: {"grace_minutes": "10"}
    ),
    "group_attendance": Opens(STAFF | {"board", "provider"}, {"pk": "group"}),
    # Reality Checks
    "reality_questions": Opens(
        frozenset({"coordinator"}),
        {"pk": "group"},
        post=lambda _world: {"q0_en": "I could ask.", "open_hours": "48", "after": "0"},
    ),
    "reality_do": Opens(RUN_MEETINGS, {"pk": "meeting_to_check"}, fixed={"action": "open"}),
    "reality_paper": Opens(
        RUN_MEETINGS, {"pk": "check"}, post=lambda world: {f"q{world.check_question.pk}": "4"}
    ),
    "reality_sheet": Opens(RUN_MEETINGS, {"pk": "check"}, fixed={"language": "es"}),
    # Decisions
    **VOTE_DOORS,
    **BOARD_DOORS,
    **CHAMBER,
    **SPENDING,
    **CHOOSING,
    # Money
    **LEDGER_DOORS,
    "my_stipends": Opens(SIGNED_IN),
    **WISH_DOORS,
    "stipends": Opens(MONEY),
    "rate_new": Opens(
        MONEY,
        post=lambda world: {
            **{"group": world.group.pk, "kind": "meeting", "role": "", "unit": "each"},
            **{"dollars": "75", "since": "2027-01-01"},
        },
    ),
    "stipend_approve": Opens(frozenset({"coordinator"}), {"pk": "stipend"}),
    "stipend_pay": Opens(frozenset({"finance"}), {"pk": "stipend_approved"}),
    "meeting_approve": Opens(frozenset({"coordinator"}), {"pk": "meeting_owing"}),
    "meeting_pay": Opens(frozenset({"finance"}), {"pk": "meeting_to_pay"}),
    "meeting_owe": Opens(MONEY, {"pk": "meeting"}),
    **STATEMENT_DOORS,
    **PAYING_DOORS,
    **REPORT_DOORS,
    # Referrals
    "referrals": Opens(CASES | {"provider"}),
    "referrals_closed": Opens(CASES | {"provider"}),
    "referral_new": Opens(frozenset({"provider"})),
    "referral": Opens(CASES | {"provider"}, {"pk": "referral"}),
    "referral_step": Opens(CASES | {"provider"}, {"pk": "referral"}),
    **SHARING_DOORS,
    "referral_close": Opens(CASES | {"provider"}, {"pk": "referral"}),
    **FAMILY_DOORS,
    **EQUITY_DOORS,
    **FORGETTING_DOORS,
    **WAY_DOORS,
    **DIRECTORY_DOORS,
    **EXCHANGE_DOORS,
    **TEAM_DOORS,
    **OFFER_DOORS,
}
