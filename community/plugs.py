"""Everything that community plugs into the ground floor, room by room."""

from django.utils.translation import gettext_lazy as _

from community.core import registry


def plug() -> None:
    """Called once at start-up by ``community.apps``. Rooms are imported late: their models must be there."""
    for room in (_people, _live, _meetings, _texts, _text_boards, _broadcasts, _joining, _demo):
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
    from community.meetings import actions, home, panels, replies
    from community.meetings.rules import reads_meetings
    from community.meetings.services.inviting import CHILDCARE, RSVP
    from community.meetings.views import follow_link

    registry.menu.add("meetings", registry.MenuEntry(_("Meetings"), "meetings", reads_meetings, 20))
    registry.reply_handlers.add(RSVP, registry.ReplyHandler(replies.answer_rsvp, replies.line_of_rsvp))
    registry.reply_handlers.add(CHILDCARE, registry.ReplyHandler(replies.answer_care, replies.line_of_care))
    registry.text_readers.add("meetings.door_code", replies.read_door_code)
    registry.text_kinds.add("invitation", _("An invitation"))
    registry.text_kinds.add("reminder", _("A reminder"))
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


def _demo() -> None:
    from community.demo.texts import seed_texts

    registry.demo_seeds.add("texts", seed_texts)
