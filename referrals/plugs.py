"""Everything that referrals plugs into the ground floor."""

from django.utils.translation import gettext_lazy as _


def plug() -> None:
    """Called once at start-up by ``community.apps``."""
    from community.core import registry
    from community.core.registry import DemoTry, MenuEntry, ReplyHandler
    from referrals.caseload import home as caseload_home
    from referrals.caseload.rules import keeps_caseload
    from referrals.caseload.samples import seed_contacts
    from referrals.demo import seed_referrals
    from referrals.tracking import home as tracking_home
    from referrals.tracking import replies
    from referrals.tracking.rules import follows_own
    from referrals.tracking.selectors import child_names
    from referrals.tracking.services import CALLED
    from referrals.tracking.services.asking import Answer

    # tracking
    registry.private_words.add("tracking", child_names)
    says = {Answer.CALLED.value: "yes", Answer.NOT_YET.value: "no"}
    registry.reply_handlers.add(CALLED, ReplyHandler(replies.called, replies.line, says=says))
    registry.text_kinds.add("called", _("A question after a referral"))
    registry.menu.add("referrals", MenuEntry(_("Referrals"), "referrals", follows_own, 40))
    registry.todos.add("tracking", tracking_home.todos)
    registry.periodic_jobs.add("referrals.tracking.jobs.ask_families", 60)
    registry.first_steps.add("tracking", tracking_home.first_step)
    registry.demo_tries.add("tracking", DemoTry(tracking_home.offer))
    registry.demo_seeds.add("referrals", seed_referrals)

    # forgetting
    registry.periodic_jobs.add("referrals.forgetting.jobs.forget_what_is_due", 24 * 60)

    _sharing()

    _providers()

    # caseload
    registry.menu.add("caseload", MenuEntry(_("Referrals"), "caseload", keeps_caseload, 40))
    registry.todos.add("caseload", caseload_home.todos)
    registry.first_steps.add("caseload", caseload_home.first_step)
    registry.demo_tries.add("caseload", DemoTry(caseload_home.offer))
    registry.demo_seeds.add("caseload", seed_contacts)

    _exchange()
    _figures()


def _sharing() -> None:
    from community.core import registry
    from referrals.sharing import home as sharing_home
    from referrals.sharing import replies
    from referrals.sharing.own import follow_shared
    from referrals.sharing.samples import seed_shares
    from referrals.sharing.services import HOLDER, LINK, UNDO

    registry.text_readers.add("sharing.who", replies.read_who)
    handler = registry.ReplyHandler(replies.holder, replies.holder_line, is_personal=True)
    registry.reply_handlers.add(HOLDER, handler)
    undo = registry.ReplyHandler(replies.undo, replies.undo_line, is_personal=True)
    registry.reply_handlers.add(UNDO, undo)
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
    from referrals.teams import home as teams_home
    from referrals.teams import panels as team_panels
    from referrals.teams.samples import seed_team
    from referrals.tracking.rules import follows_own

    # directory
    registry.menu.add("directory", MenuEntry(_("Directory"), "directory", follows_own, 50))
    registry.todos.add("directory", directory_home.todos)
    registry.ways_in.add("directory", directory_home.way_in)
    registry.demo_seeds.add("directory", seed_directory)

    # offers
    registry.referral_sections.add("offers", offers_home.section)
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
    registry.demo_seeds.add("teams", seed_team)


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
