"""Everything that community plugs into the ground floor."""


def plug() -> None:
    """Called once at start-up by ``community.apps``."""
    from django.utils.translation import gettext_lazy as _

    from community.core import registry
    from community.people.rules import is_known, is_staff

    registry.menu.add("today", registry.MenuEntry(_("Today"), "home", is_known, 10))
    registry.menu.add("people", registry.MenuEntry(_("People"), "people", is_staff, 30))

    from community.meetings import actions, home, panels, replies
    from community.meetings.rules import reads_meetings
    from community.meetings.services.inviting import CHILDCARE, RSVP
    from community.meetings.views import follow_link

    registry.menu.add("meetings", registry.MenuEntry(_("Meetings"), "meetings", reads_meetings, 20))
    registry.reply_handlers.add(RSVP, registry.ReplyHandler(replies.answer_rsvp))
    registry.reply_handlers.add(CHILDCARE, registry.ReplyHandler(replies.answer_care))
    registry.text_readers.add("meetings.door_code", replies.read_door_code)
    registry.text_kinds.add("invitation", _("An invitation"))
    registry.text_kinds.add("reminder", _("A reminder"))
    registry.board_kinds.add(
        panels.KIND,
        registry.BoardKind(panels.audience, panels.mine, panels.audiences),
    )
    for order, (key, render) in enumerate(panels.PANELS.items()):
        registry.panels.add(f"meeting.{key}", registry.Panel(panels.KIND, key, 10 * (order + 1), render))
    registry.own_panels.add("meeting.arrival", registry.OwnPanel(panels.KIND, 10, panels.arrival))
    for key, act in actions.BOARD.items():
        registry.board_actions.add(key, act)
    registry.link_purposes.add("meeting", registry.LinkPurpose(follow_link, panels.board_of_link))
    registry.todos.add("meetings", home.todos)
    registry.first_steps.add("meetings", home.first_step)
    registry.demo_tries.add("meetings", registry.DemoTry(home.offer))

    from community.messaging import home as texting_home
    from community.messaging import panels as phone_panels
    from community.messaging.services import send_code

    registry.code_senders.add("text", send_code)
    registry.text_kinds.add("staff", _("An answer from the staff"))
    registry.todos.add("messaging", texting_home.todos)
    registry.periodic_jobs.add("community.messaging.jobs.sweep", 10)
    registry.periodic_jobs.add("community.messaging.jobs.tidy", 24 * 60)
    registry.board_kinds.add(phone_panels.KIND, registry.BoardKind(phone_panels.audience, phone_panels.mine))
    for order, (key, render) in enumerate(phone_panels.PANELS.items()):
        registry.panels.add(f"phones.{key}", registry.Panel(phone_panels.KIND, key, order, render))
