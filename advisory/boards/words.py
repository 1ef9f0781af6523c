"""What charters rule, in sentences. Called under the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.boards.rules import FROM_INTERVIEW, PRESENT, JoiningRules, PayRules, VotingRules


def voting_sentences(rules: VotingRules) -> list[str]:
    """How the group votes, one rule a sentence."""
    quorum = (
        _("A vote counts when %(percent)d percent of those who take part vote.")
        if rules.quorum_basis == PRESENT
        else _("A vote counts when %(percent)d percent of all members take part.")
    )
    return [
        quorum % {"percent": rules.quorum_percent},
        _("Who has a conflict of interest does not vote, and counts as there.")
        if rules.recused_count_toward_quorum
        else _("Who has a conflict of interest does not vote, and does not count as there."),
        _proxies(rules),
        _("The group takes secret votes by text too. It knows that the phone company can read texts.")
        if rules.secret_by_text
        else _("Secret votes are not taken by text, because the phone company can read texts."),
    ]


def _proxies(rules: VotingRules) -> str:
    if not rules.proxies_allowed:
        return _("Nobody votes for somebody else.")
    return ngettext(
        "A member may vote for one other member who asked for it.",
        "A member may vote for up to %(number)d other members who asked for it.",
        rules.proxies_per_holder,
    ) % {"number": rules.proxies_per_holder}


def joining_sentences(rules: JoiningRules) -> list[str]:
    """How somebody comes to a seat, one rule a sentence."""
    return [
        _("The coordinator may give a seat without a vote of the group.")
        if rules.seats_without_vote
        else _("The group chooses its new members by its own vote."),
        _("Members see who would like to join from the group interview on.")
        if rules.candidates_seen_from == FROM_INTERVIEW
        else _("Members see who would like to join when they vote on them."),
        _("A term has no set end.")
        if rules.term_months is None
        else ngettext("A term is %(number)d month.", "A term is %(number)d months.", rules.term_months)
        % {"number": rules.term_months},
        ngettext(
            "What we know of somebody who did not join is forgotten after %(number)d day.",
            "What we know of somebody who did not join is forgotten after %(number)d days.",
            rules.forget_after_days,
        )
        % {"number": rules.forget_after_days},
    ]


def pay_sentences(rules: PayRules) -> list[str]:
    """What the charter rules about pay, one rule a sentence."""
    percent = rules.late_pay_percent
    if percent == 0:
        return [_("Who comes late, after the minutes that a meeting gives, is not paid for it.")]
    if percent == 100:
        return [_("Who comes late is paid the whole.")]
    said = _("Who comes late, after the minutes that a meeting gives, is paid %(percent)d percent.")
    return [said % {"percent": percent}]
