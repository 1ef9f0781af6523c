"""Everything that advisory plugs into the ground floor."""


def plug() -> None:
    """Called once at start-up by ``community.apps``."""
    for room in (
        *(_boards, _decisions, _recruiting, _proposals, _outcomes, _sample, _budgets, _choosing),
        *(_stipends, _payments, _statements),
    ):
        room()


def _decisions() -> None:
    from django.utils.translation import gettext_lazy as _

    from advisory.decisions import actions, panels, replay, replies, text_ballots
    from advisory.decisions import home as decisions_home
    from advisory.decisions.minutes import minutes, recap_lines
    from advisory.decisions.services import BALLOT, CHOOSE, HANDLER, SECRET, close_with_meeting
    from advisory.decisions.timeline import decided
    from advisory.decisions.views.link import follow_ballot
    from community.core import registry

    registry.reply_handlers.add(HANDLER, registry.ReplyHandler(replies.vote, replies.line, is_personal=True))
    registry.link_purposes.add(BALLOT, registry.LinkPurpose(follow_ballot))
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
    registry.chart_marks.add("decisions", decided)
    registry.replay_sections.add("decisions", registry.ReplaySection(replay.load))
    registry.todos.add("decisions", decisions_home.todos)
    registry.demo_tries.add("decisions", registry.DemoTry(decisions_home.offer))


def _stipends() -> None:
    from django.utils.translation import gettext_lazy as _

    from advisory.stipends import home as stipends_home
    from advisory.stipends import replies as stipends_replies
    from advisory.stipends.corrections import follow_correction
    from advisory.stipends.services import accrue_for
    from advisory.stipends.views.own import follow_pay
    from community.core import registry
    from community.people.rules import handles_money

    registry.meeting_closed.add("stipends", accrue_for)
    registry.attendance_corrected.add("stipends", follow_correction)
    for kind in ("owed", "approved", "taken_back", "paid", "failed"):
        registry.text_kinds.add(kind, _("News of a payment"))
    registry.text_kinds.add("rate", _("A change of what is paid"))
    registry.link_purposes.add(stipends_replies.PAY, registry.LinkPurpose(follow_pay))
    registry.text_readers.add("stipends.pay", stipends_replies.read_pay)
    registry.menu.add("money", registry.MenuEntry(_("Money"), "stipends", handles_money, 50))
    registry.todos.add("stipends", stipends_home.todos)
    registry.first_steps.add("stipends", stipends_home.first_step)
    registry.demo_tries.add("stipends", registry.DemoTry(stipends_home.offer))


def _payments() -> None:
    from advisory.payments import home as payments_home
    from community.core import registry

    registry.todos.add("payments", payments_home.todos)
    registry.demo_tries.add("payments", registry.DemoTry(payments_home.offer))


def _sample() -> None:
    from advisory import demo
    from community.core import registry

    registry.demo_seeds.add("advisory", demo.seed)
    registry.demo_evenings.add("advisory", demo.prepare_evening)


def _boards() -> None:
    from django.utils.translation import gettext_lazy as _

    from advisory.boards import home as boards_home
    from advisory.boards.rules import rail_has_boards
    from community.core import registry

    registry.menu.add("boards", registry.MenuEntry(_("Boards"), "boards", rail_has_boards, 25))
    registry.ways_in.add("boards", boards_home.ways_in)
    registry.todos.add("boards", boards_home.todos)


def _recruiting() -> None:
    from django.utils.translation import gettext_lazy as _

    from advisory.recruiting import home as recruiting_home
    from advisory.recruiting import replies as recruiting_replies
    from advisory.recruiting.services import COMING, follow_vote
    from community.core import registry

    registry.text_readers.add("recruiting.interest", recruiting_replies.read_interest)
    registry.reply_handlers.add(
        COMING,
        registry.ReplyHandler(recruiting_replies.coming, recruiting_replies.line, is_personal=True),
    )
    registry.text_kinds.add("gathering", _("A question whether they come to meet the group"))
    registry.text_kinds.add("welcome", _("A welcome to a new member"))
    registry.decision_closed.add("recruiting", follow_vote)
    registry.group_sections.add("recruiting", recruiting_home.section)
    registry.todos.add("recruiting", recruiting_home.todos)
    registry.demo_tries.add("recruiting", registry.DemoTry(recruiting_home.offer))
    registry.periodic_jobs.add("advisory.recruiting.jobs.forget_old_applicants", 24 * 60)


def _proposals() -> None:
    from django.utils.translation import gettext_lazy as _

    from advisory.proposals import home as proposals_home
    from advisory.proposals import replies as proposals_replies
    from advisory.proposals.services import telling as proposals_telling
    from community.core import registry

    registry.text_readers.add("proposals.propose", proposals_replies.read_proposal)
    registry.text_kinds.add(proposals_telling.KIND, _("News of a proposal"))
    registry.agenda_openings.add("proposals", proposals_home.openings)
    registry.decision_sections.add("proposals", proposals_home.section)
    registry.todos.add("proposals", proposals_home.todos)
    registry.ways_in.add("proposals", proposals_home.ways_in)


def _outcomes() -> None:
    from django.utils.translation import gettext_lazy as _

    from advisory.outcomes import home as outcomes_home
    from advisory.outcomes.services import telling as outcomes_telling
    from community.core import registry

    registry.text_kinds.add(outcomes_telling.KIND, _("What came of a vote"))
    registry.decision_sections.add("outcomes", outcomes_home.section)
    registry.periodic_jobs.add("advisory.outcomes.jobs.tell_what_waited", 60)
    registry.todos.add("outcomes", outcomes_home.todos)
    registry.ways_in.add("outcomes", outcomes_home.ways_in)


def _budgets() -> None:
    from django.utils.translation import gettext_lazy as _

    from advisory.budgets import home as budgets_home
    from advisory.budgets import replies as budgets_replies
    from advisory.budgets.demo import seed_round
    from advisory.budgets.services import settle as settle_round
    from community.core import registry

    registry.text_readers.add("budgets.idea", budgets_replies.read_idea)
    registry.text_kinds.add("project", _("An answer to an idea"))
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


def _statements() -> None:
    from advisory.statements import home as statements_home
    from community.core import registry

    registry.todos.add("statements", statements_home.todos)
    registry.ways_in.add("statements", statements_home.ways_in)
