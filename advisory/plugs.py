"""Everything that advisory plugs into the ground floor."""


def plug() -> None:
    """Called once at start-up by ``community.apps``."""
    from django.utils.translation import gettext_lazy as _

    from advisory import demo

    # decisions
    from advisory.decisions import actions, panels, replay, replies, text_ballots
    from advisory.decisions import home as decisions_home
    from advisory.decisions.minutes import minutes, recap_lines
    from advisory.decisions.services import CHOOSE, HANDLER, SECRET, close_with_meeting
    from community.core import registry
    from community.people.rules import handles_money

    registry.reply_handlers.add(HANDLER, registry.ReplyHandler(replies.vote, replies.line, is_personal=True))
    by_text = registry.ReplyHandler(text_ballots.answer, text_ballots.line, is_personal=True)
    registry.reply_handlers.add(CHOOSE, by_text)
    registry.reply_handlers.add(SECRET, by_text._replace(is_secret=True))
    registry.text_readers.add("decisions.marks", text_ballots.read_marks)
    registry.text_kinds.add("vote", _("A question to vote on"))
    registry.text_kinds.add("result", _("The result of a vote"))
    registry.text_kinds.add("withdrawn", _("A vote that was taken back"))
    registry.panels.add("decisions.decision", registry.Panel("meeting", "decision", 15, panels.decision))
    registry.own_panels.add("decisions.vote", registry.OwnPanel("meeting", 20, panels.your_vote))
    registry.board_actions.add("vote", actions.vote)
    registry.board_actions.add("raise_hand", actions.raise_hand)
    registry.board_actions.add("open_decision", actions.open_vote)
    registry.board_actions.add("close_decision", actions.close_vote)
    registry.meeting_closed.add("decisions", close_with_meeting)
    registry.meeting_sections.add("decisions", minutes)
    registry.recap_lines.add("decisions", recap_lines)
    registry.replay_sections.add("decisions", registry.ReplaySection(replay.load))
    registry.todos.add("decisions", decisions_home.todos)
    registry.demo_tries.add("decisions", registry.DemoTry(decisions_home.offer))

    # stipends
    from advisory.stipends import home as stipends_home
    from advisory.stipends import replies as stipends_replies
    from advisory.stipends.corrections import follow_correction
    from advisory.stipends.services import accrue_for

    registry.meeting_closed.add("stipends", accrue_for)
    registry.attendance_corrected.add("stipends", follow_correction)
    registry.text_kinds.add("approved", _("News of a payment"))
    registry.text_kinds.add("paid", _("News of a payment"))
    registry.text_readers.add("stipends.pay", stipends_replies.read_pay)
    registry.menu.add("money", registry.MenuEntry(_("Money"), "stipends", handles_money, 50))
    registry.todos.add("stipends", stipends_home.todos)
    registry.first_steps.add("stipends", stipends_home.first_step)
    registry.demo_tries.add("stipends", registry.DemoTry(stipends_home.offer))

    registry.demo_seeds.add("advisory", demo.seed)
    registry.demo_evenings.add("advisory", demo.prepare_evening)

    _budgets()
    _choosing()


def _budgets() -> None:
    from django.utils.translation import gettext_lazy as _

    from advisory.budgets import home as budgets_home
    from advisory.budgets import replies as budgets_replies
    from advisory.budgets.demo import seed_round
    from advisory.budgets.services import settle as settle_round
    from community.core import registry

    registry.text_readers.add("budgets.idea", budgets_replies.read_idea)
    registry.text_kinds.add("idea", _("An answer to an idea"))
    registry.decision_closed.add("budgets", settle_round)
    registry.decision_sections.add("budgets", budgets_home.section)
    registry.todos.add("budgets", budgets_home.todos)
    registry.ways_in.add("budgets", budgets_home.way_in)
    registry.periodic_jobs.add("advisory.budgets.jobs.forget_phones", 24 * 60)
    registry.demo_seeds.add("budgets", seed_round)


def _choosing() -> None:
    from advisory.choosing import home as choosing_home
    from advisory.choosing.demo import seed_panel
    from advisory.choosing.services import settle as settle_panel
    from community.core import registry

    registry.decision_closed.add("choosing", settle_panel)
    registry.todos.add("choosing", choosing_home.todos)
    registry.ways_in.add("choosing", choosing_home.way_in)
    registry.periodic_jobs.add("advisory.choosing.jobs.forget_candidates", 24 * 60)
    registry.demo_seeds.add("choosing", seed_panel)
