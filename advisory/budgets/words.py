"""What a budget round says, by text and on screen. Called under the reader's language."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.budgets.models import Idea, Project
from advisory.budgets.rules import Paid, Total, why_not_chosen
from community.core.words import money_in_words
from community.people.models import Community


def idea_heard(community: Community, *, is_new: bool, is_known: bool, join_word: str) -> str:
    """What a phone hears that sent an idea; who is not known here is told how to hear what comes of it."""
    if not is_new:
        return _("%(community)s: we have that idea already. Thank you.") % {"community": community.name}
    if is_known:
        return _("%(community)s: thank you for your idea. We read it, and text you if it cannot be done.") % {
            "community": community.name
        }
    return _("%(community)s: thank you for your idea. To hear by text what comes of it, text %(word)s.") % {
        "community": community.name,
        "word": join_word,
    }


def how_to_propose() -> str:
    """To IDEA alone."""
    return _("What would you do with the money? Text IDEA and then your words.")


def no_round_now(community: Community) -> str:
    """To an idea while no round collects any."""
    return _("%(community)s: no budget round is collecting ideas now. A person will read your text.") % {
        "community": community.name
    }


def declined(idea: Idea, why: str) -> str:
    """To whoever proposed what cannot be done."""
    return _("%(community)s: about your idea for the money. It cannot be done: %(why)s") % {
        "community": idea.round.group.community.name,
        "why": why,
    }


def cents_in_words(cents: Fraction) -> str:
    """Exact cents rounded to whole ones, halves up: 13157 and 17/19 cents are $131.58."""
    return money_in_words((cents + Fraction(1, 2)).__floor__())


def paid_words(paid: Paid) -> str:
    """“38 supporters paid $131.58 each”, or between which two amounts; never who."""
    parts = {
        "people": paid.people,
        "least": cents_in_words(paid.least),
        "most": cents_in_words(paid.most),
    }
    if paid.least == paid.most:
        said = ngettext(
            "%(people)d supporter paid %(least)s.", "%(people)d supporters paid %(least)s each.", paid.people
        )
    else:
        said = ngettext(
            "%(people)d supporter paid from %(least)s to %(most)s.",
            "%(people)d supporters paid from %(least)s to %(most)s each. Who has less left gives all of it.",
            paid.people,
        )
    return said % parts


def votes_words(votes: int) -> str:
    return ngettext("%(votes)d person voted for it.", "%(votes)d people voted for it.", votes) % {
        "votes": votes
    }


def why_words(project: Project, *, paid: Paid | None, left_cents: int) -> str:
    """Why the vote came out as it did for ``project``; "" before it has."""
    if project.votes is None or project.cost_cents is None:
        return ""
    votes = votes_words(project.votes)
    cost, left = money_in_words(project.cost_cents), money_in_words(left_cents)
    if project.state in Project.WON:
        because = paid_words(paid) if paid else _("Its votes came before the money ran out.")
        return f"{votes} {because}"
    why = why_not_chosen(votes=project.votes, cost_cents=project.cost_cents, left_cents=left_cents)
    if why == "no_votes":
        return _("Nobody voted for it.")
    if why == "too_dear":
        return f"{votes} " + _("It costs %(cost)s, and %(left)s was left.") % {"cost": cost, "left": left}
    return f"{votes} " + _(
        "It costs %(cost)s. %(left)s was left, but its own supporters did not have enough of it."
    ) % {"cost": cost, "left": left}


def total_words(total: Total) -> str:
    """“120”, “0”, or that it is not recorded; and how often nobody counted."""
    if total.count is None:
        return _("not recorded")
    if not total.not_recorded:
        return f"{total.count:,}"
    gaps = ngettext(
        "%(count)s, and one time not recorded",
        "%(count)s, and %(times)d times not recorded",
        total.not_recorded,
    )
    return gaps % {"count": f"{total.count:,}", "times": total.not_recorded}
