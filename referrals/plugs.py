"""Everything that referrals plugs into the ground floor."""

from django.utils.translation import gettext_lazy as _


def plug() -> None:
    """Called once at start-up by ``community.apps``."""
    from community.core import registry
    from community.core.registry import DemoTry, MenuEntry
    from referrals.caseload import home as caseload_home
    from referrals.caseload.rules import keeps_caseload
    from referrals.caseload.samples import seed_contacts, seed_hands
    from referrals.caseload.services import keep_standing
    from referrals.demo import seed_referrals
    from referrals.tracking import home as tracking_home
    from referrals.tracking import hooks
    from referrals.tracking.rules import follows_own
    from referrals.tracking.selectors import child_names

    # tracking
    registry.private_words.add("tracking", child_names)
    registry.menu.add("referrals", MenuEntry(_("Referrals"), "referrals", follows_own, 40))
    registry.todos.add("tracking", tracking_home.todos)
    registry.first_steps.add("tracking", tracking_home.first_step)
    registry.demo_tries.add("tracking", DemoTry(tracking_home.offer))
    registry.demo_seeds.add("referrals", seed_referrals)

    # forgetting
    registry.periodic_jobs.add("referrals.forgetting.jobs.forget_what_is_due", 24 * 60)

    _sharing()
    _family()

    _providers()

    # caseload
    registry.menu.add("caseload", MenuEntry(_("Referrals"), "caseload", keeps_caseload, 40))
    registry.todos.add("caseload", caseload_home.todos)
    registry.first_steps.add("caseload", caseload_home.first_step)
    registry.demo_tries.add("caseload", DemoTry(caseload_home.offer))
    registry.demo_seeds.add("caseload", seed_contacts)
    registry.demo_seeds.add("hands", seed_hands)
    hooks.moved.add("caseload", keep_standing)

    _conference()
    _exchange()
    _figures()


def _conference() -> None:
    from community.core import registry
    from referrals.conference import actions, home, panels
    from referrals.conference.samples import seed_conference
    from referrals.conference.services import KIND

    registry.todos.add("conference", home.todos)
    registry.ways_in.add("conference", home.ways_in)
    registry.board_kinds.add(KIND, registry.BoardKind(panels.audience, actions.mine, panels.audiences))
    for order, (key, render) in enumerate(panels.PANELS.items()):
        registry.panels.add(f"conference.{key}", registry.Panel(KIND, key, order, render))
    registry.demo_seeds.add("conference", seed_conference)


def _sharing() -> None:
    from community.core import registry
    from referrals.sharing import home as sharing_home
    from referrals.sharing import replies
    from referrals.sharing.own import follow_shared
    from referrals.sharing.samples import seed_shares
    from referrals.sharing.services import HOLDER, LINK, RENEW, UNDO, close_renewals
    from referrals.tracking import hooks

    registry.text_readers.add("sharing.who", replies.read_who)
    handler = registry.ReplyHandler(replies.holder, replies.holder_line, is_personal=True)
    registry.reply_handlers.add(HOLDER, handler)
    undo = registry.ReplyHandler(replies.undo, replies.undo_line, is_personal=True)
    registry.reply_handlers.add(UNDO, undo)
    renew = registry.ReplyHandler(replies.renew, replies.renew_line, is_personal=True)
    registry.reply_handlers.add(RENEW, renew)
    registry.text_kinds.add("renew", _("A question about what is shared"))
    registry.periodic_jobs.add("referrals.sharing.jobs.ask_renewals", 60)
    hooks.moved.add("sharing", close_renewals)
    hooks.sections.add("sharing", sharing_home.section)
    registry.link_purposes.add(LINK, registry.LinkPurpose(follow_shared))
    registry.todos.add("sharing", sharing_home.todos)
    registry.ways_in.add("sharing", sharing_home.ways_in)
    registry.demo_seeds.add("sharing", seed_shares)


def _providers() -> None:
    from community.core import registry
    from community.core.registry import DemoTry, MenuEntry
    from referrals.directory import home as directory_home
    from referrals.directory.samples import seed_directory
    from referrals.offers import home as offers_home
    from referrals.offers.samples import seed_offers
    from referrals.teams import actions as team_actions
    from referrals.teams import home as teams_home
    from referrals.teams import panels as team_panels
    from referrals.teams.samples import plan_team_meeting, seed_team
    from referrals.tracking import hooks
    from referrals.tracking.rules import follows_own

    # directory
    registry.menu.add("directory", MenuEntry(_("Directory"), "directory", follows_own, 50))
    registry.todos.add("directory", directory_home.todos)
    registry.ways_in.add("directory", directory_home.way_in)
    registry.demo_seeds.add("directory", seed_directory)

    # offers
    hooks.sections.add("offers", offers_home.section)
    registry.todos.add("offers", offers_home.todos)
    registry.text_kinds.add("offer", _("News of a family to place"))
    registry.periodic_jobs.add("referrals.offers.jobs.remind_all", 60)
    registry.demo_tries.add("offers", DemoTry(offers_home.offer))
    registry.demo_seeds.add("offers", seed_offers)

    # teams
    registry.todos.add("teams", teams_home.todos)
    registry.ways_in.add("teams", teams_home.way_in)
    registry.agenda_openings.add("teams", team_panels.openings)
    registry.meeting_sections.add("teams", team_panels.section)
    registry.panels.add("teams.promises", registry.Panel("meeting", "promises", 45, team_panels.promises))
    for key, act in team_actions.BOARD.items():
        registry.board_actions.add(key, act)
    registry.demo_seeds.add("teams", seed_team)
    registry.demo_evenings.add("teams", plan_team_meeting)


def _family() -> None:
    """The questions to families by text, and what they say beside the provider's status."""
    from community.core import registry
    from community.core.registry import ReplyHandler
    from referrals.family import panels, replies
    from referrals.family.rules import QUESTIONS
    from referrals.family.samples import seed_answers
    from referrals.family.services import close_what_is_over
    from referrals.tracking import hooks

    for question in QUESTIONS.values():
        handler = ReplyHandler(replies.answer, replies.line, says=question.says)
        registry.reply_handlers.add(question.handler, handler)
    registry.text_kinds.add("family", _("A question after a referral"))
    registry.periodic_jobs.add("referrals.family.jobs.ask_families", 60)
    registry.demo_seeds.add("family", seed_answers)
    hooks.moved.add("family", close_what_is_over)
    hooks.family_says.add("family", panels.says)
    hooks.sections.add("family", panels.section)


def _figures() -> None:
    from community.core import registry
    from community.core.registry import MenuEntry, ReplaySection
    from community.people.rules import is_staff
    from referrals.equity.replay import load_indicators
    from referrals.equity.samples import seed_figures, seed_trials
    from referrals.equity.timeline import tried
    from referrals.reports import home
    from referrals.reports.samples import seed_releases
    from referrals.teams.timeline import promised

    # equity
    registry.periodic_jobs.add("referrals.equity.jobs.fold_months", 1)
    registry.chart_marks.add("teams", promised)
    registry.chart_marks.add("equity", tried)
    registry.replay_sections.add("indicators", ReplaySection(load_indicators))
    # The rail of staff is full; they come from their caseload.
    registry.menu.add(
        "equity", MenuEntry(_("Is it fair?"), "equity", lambda person: not is_staff(person), 60)
    )
    registry.demo_seeds.add("equity", seed_figures)
    registry.demo_seeds.add("trials", seed_trials)

    # reports
    registry.todos.add("reports", home.todos)
    registry.ways_in.add("reports", home.way_in)
    registry.demo_seeds.add("reports", seed_releases)


def _exchange() -> None:
    from community.core import registry
    from referrals.exchange.samples import seed_files

    registry.periodic_jobs.add("referrals.exchange.jobs.drop_old", 60)
    registry.demo_seeds.add("exchange", seed_files)
