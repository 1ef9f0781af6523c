"""Everything that community plugs into the ground floor, room by room."""

from django.utils.translation import gettext_lazy as _

from community.core import registry


def plug() -> None:
    """Called once at start-up by ``community.apps``. Rooms are imported late: their models must be there."""
    rooms = (_people, _live, _meetings, _texts, _text_boards, _broadcasts, _joining, _minutes, _speaking)
    for room in (*rooms, _reality, _breakouts, _demo):
        room()


def _people() -> None:
    from community.people.rules import is_known, is_staff
    from community.people.selectors import provider_names

    registry.menu.add("today", registry.MenuEntry(_("Today"), "home", is_known, 10))
    registry.menu.add("people", registry.MenuEntry(_("People"), "people", is_staff, 30))
    registry.private_words.add("people", provider_names)


def _live() -> None:
    registry.periodic_jobs.add("community.live.jobs.forget_presses", 24 * 60)


def _meetings() -> None:
    from community.meetings import actions, home, needs_replies, panels, replies
    from community.meetings.rules import reads_meetings
    from community.meetings.services import late_steps, recaps
    from community.meetings.services.inviting import RSVP
    from community.meetings.services.promises import STEP
    from community.meetings.views import follow_link

    registry.menu.add("meetings", registry.MenuEntry(_("Meetings"), "meetings", reads_meetings, 20))
    registry.reply_handlers.add(RSVP, registry.ReplyHandler(replies.answer_rsvp, replies.line_of_rsvp))
    for asks, handler in needs_replies.handlers().items():
        registry.reply_handlers.add(asks, handler)
    registry.word_readers.add("meetings.needs", needs_replies.read_words)
    registry.periodic_jobs.add("community.meetings.jobs.forget_needs", 24 * 60)
    registry.reply_handlers.add(
        STEP,
        registry.ReplyHandler(
            replies.answer_step, replies.line_of_step, is_personal=True, says={"done": "yes"}
        ),
    )
    registry.text_kinds.add("step", _("A next step"))
    registry.periodic_jobs.add("community.meetings.jobs.remind_owners", 60)
    registry.text_readers.add("meetings.door_code", replies.read_door_code)
    registry.text_readers.add("meetings.proposal", replies.read_proposal)
    registry.agenda_openings.add("meetings.late_steps", late_steps)
    registry.agenda_openings.add("meetings.recaps", recaps)
    registry.text_kinds.add("invitation", _("An invitation"))
    registry.text_kinds.add("proposal", _("News of a proposal for an agenda"))
    registry.text_kinds.add("reminder", _("A reminder"))
    registry.text_kinds.add("moved", _("A meeting that moved"))
    registry.text_kinds.add("skipped", _("A meeting that is not held"))
    registry.periodic_jobs.add("community.meetings.jobs.plan_ahead", 60)
    registry.periodic_jobs.add("community.meetings.jobs.send_notices", 1)
    registry.board_kinds.add(
        panels.KIND,
        registry.BoardKind(panels.audience, panels.mine, panels.audiences),
    )
    for key, (order, render) in panels.PANELS.items():
        registry.panels.add(f"meeting.{key}", registry.Panel(panels.KIND, key, order, render))
    registry.own_panels.add("meeting.arrival", registry.OwnPanel(panels.KIND, 10, panels.arrival))
    for key, act in actions.BOARD.items():
        registry.board_actions.add(key, act)
    registry.link_purposes.add("meeting", registry.LinkPurpose(follow_link, panels.board_of_link))
    registry.todos.add("meetings", home.todos)
    registry.first_steps.add("meetings", home.first_step)
    registry.demo_tries.add("meetings", registry.DemoTry(home.offer))


def _texts() -> None:
    from community.messaging import home as texting_home
    from community.messaging.replies import read_call
    from community.messaging.services import send_code
    from community.messaging.services.calling import LISTEN
    from community.messaging.services.outbound import SEND_JOB
    from community.messaging.voice import listen

    registry.text_readers.add("messaging.call", read_call)
    registry.link_purposes.add(LISTEN, registry.LinkPurpose(listen))
    registry.code_senders.add("text", send_code)
    registry.text_kinds.add("staff", _("An answer from the staff"))
    registry.todos.add("messaging", texting_home.todos)
    registry.ways_in.add("messaging", texting_home.way_in)
    # Each text brings its own job; this is for one whose job was given up.
    registry.periodic_jobs.add(SEND_JOB, 5)
    registry.periodic_jobs.add("community.messaging.jobs.sweep", 10)
    registry.periodic_jobs.add("community.messaging.jobs.tidy", 24 * 60)


def _text_boards() -> None:
    from community.messaging.panels import inbox, phones

    registry.board_kinds.add(phones.KIND, registry.BoardKind(phones.audience, phones.mine))
    for order, (key, render) in enumerate(phones.PANELS.items()):
        registry.panels.add(f"phones.{key}", registry.Panel(phones.KIND, key, order, render))
    registry.board_kinds.add(inbox.KIND, registry.BoardKind(inbox.audience, inbox.mine, inbox.audiences))
    for order, (key, render) in enumerate(inbox.PANELS.items()):
        registry.panels.add(f"inbox.{key}", registry.Panel(inbox.KIND, key, order, render))


def _broadcasts() -> None:
    from community.broadcasts import home as broadcasts_home
    from community.broadcasts import panels as broadcast_panels
    from community.broadcasts.services import CHECK_EVERY, CHECK_JOB, KIND, feed_all, hear, top_up_all

    registry.periodic_jobs.add(CHECK_JOB, CHECK_EVERY)
    registry.text_kinds.add("broadcast", _("A message to many"))
    registry.texts_leaving.add("broadcasts", top_up_all)
    registry.texts_left.add("broadcasts", feed_all)
    registry.texts_moved.add("broadcasts", hear)
    registry.todos.add("broadcasts", broadcasts_home.todos)
    registry.board_kinds.add(
        KIND,
        registry.BoardKind(broadcast_panels.audience, broadcast_panels.mine, broadcast_panels.audiences),
    )
    for order, (key, render) in enumerate(broadcast_panels.PANELS.items()):
        registry.panels.add(f"broadcast.{key}", registry.Panel(KIND, key, order, render))


def _joining() -> None:
    from community.joining import home as joining_home
    from community.joining.replies import read_keyword

    registry.text_readers.add("joining.keyword", read_keyword)
    registry.periodic_jobs.add("community.joining.jobs.forget_old_requests", 24 * 60)
    registry.demo_tries.add("joining", registry.DemoTry(joining_home.offer))


def _minutes() -> None:
    from community.minutes import home as minutes_home

    registry.meeting_sections.add("minutes", minutes_home.section)
    registry.agenda_openings.add("minutes", minutes_home.openings)
    registry.todos.add("minutes", minutes_home.todos)


def _speaking() -> None:
    from community.speaking import actions as speaking
    from community.speaking import panels as speaking_panels
    from community.speaking.replies import read_hand
    from community.speaking.services import end_with_meeting

    registry.text_readers.add("speaking.hand", read_hand)
    registry.panels.add("speaking.list", registry.Panel("meeting", "speaking", 20, speaking_panels.speaking))
    registry.own_panels.add("speaking.hand", registry.OwnPanel("meeting", 15, speaking_panels.hand))
    registry.meeting_closed.add("speaking", end_with_meeting)
    for key, act in speaking.BOARD.items():
        registry.board_actions.add(key, act)


def _reality() -> None:
    from community.meetings.panels import KIND as MEETING
    from community.reality import actions, panels, replies
    from community.reality import home as reality_home
    from community.reality.services import HANDLER, open_with_meeting

    registry.reply_handlers.add(
        HANDLER,
        registry.ReplyHandler(
            replies.answer_by_text, replies.line_of_check, is_personal=True, is_secret=True
        ),
    )
    registry.text_kinds.add("reality", _("A question of the Reality Check"))
    registry.panels.add("reality.reality", registry.Panel(MEETING, "reality", 12, panels.reality))
    registry.own_panels.add("reality.sheet", registry.OwnPanel(MEETING, 30, panels.own_sheet))
    for key, act in actions.BOARD.items():
        registry.board_actions.add(key, act)
    registry.meeting_closed.add("reality", open_with_meeting)
    registry.meeting_sections.add("reality", panels.section)
    registry.agenda_openings.add("reality", panels.openings)
    registry.todos.add("reality", reality_home.todos)
    registry.periodic_jobs.add("community.reality.jobs.close_those_due", 10)


def _breakouts() -> None:
    from community.breakouts import actions as groups
    from community.breakouts import panels as group_panels
    from community.breakouts.services import end_with_meeting
    from community.meetings.panels import KIND

    registry.panels.add("breakouts", registry.Panel(KIND, "groups", 25, group_panels.groups))
    registry.own_panels.add("breakouts", registry.OwnPanel(KIND, 20, group_panels.my_group))
    registry.meeting_closed.add("breakouts", end_with_meeting)
    for key, act in groups.BOARD.items():
        registry.board_actions.add(key, act)


def _demo() -> None:
    from community.demo.minutes import seed_minutes
    from community.demo.reality import seed_reality
    from community.demo.texts import seed_texts

    registry.demo_seeds.add("minutes", seed_minutes)
    registry.demo_seeds.add("texts", seed_texts)
    registry.demo_seeds.add("reality", seed_reality)
