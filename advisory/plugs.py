"""Everything that advisory plugs into the ground floor."""


def plug() -> None:
    """Called once at start-up by ``community.apps``."""
    from django.utils.translation import gettext_lazy as _

    from advisory import demo

    # decisions
    from advisory.decisions import actions, panels, replay, replies, text_ballots
    from advisory.decisions import home as decisions_home
    from advisory.decisions.minutes import minutes, recap_lines
    from advisory.decisions.services import BALLOT, CHOOSE, HANDLER, SECRET, close_with_meeting
    from advisory.decisions.views.link import follow_ballot
    from community.core import registry
    from community.people.rules import handles_money

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
    registry.replay_sections.add("decisions", registry.ReplaySection(replay.load))
    registry.todos.add("decisions", decisions_home.todos)
    registry.demo_tries.add("decisions", registry.DemoTry(decisions_home.offer))

    _proposals()
    _outcomes()

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
