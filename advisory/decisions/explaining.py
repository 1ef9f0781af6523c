"""Why a vote that chooses came out as it did, in words and tables: rounds, ties, money, objections."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisory.decisions.models import Decision, Result
from advisory.decisions.pictures import bars
from advisory.decisions.selectors import objections_to
from community.core.words import money_in_words

Method = Decision.Method


class Table(NamedTuple):
    """A table of words; the first cell of a row names it."""

    headings: list[str]
    rows: list[list[str]]


def explained(decision: Decision, result: Result) -> dict[str, Any]:
    """What the page of a closed decision shows of its result. The keys that do not apply are not there."""
    shown: dict[str, Any] = {"picture": bars(result)}
    if decision.method == Method.CONSENT and result.no:
        shown["objections"] = objections_to(decision)
    if result.count is None:
        return shown
    titles = {str(choice.place): choice.title for choice in decision.choices.all()}
    shown["ties"] = [tie_words(tie, titles) for tie in result.count.get("ties", [])]
    if decision.method == Method.IRV:
        shown["rounds"] = rounds_of(result.count["rounds"], titles)
    if decision.method in Decision.BUDGETS:
        shown["money"] = money_words(result.count)
    if decision.method == Method.EQUAL_SHARES and result.count.get("shares"):
        shown["shares"] = shares_of(result)
    return shown


def rounds_of(rounds: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> Table:
    """A row a round: the votes, who leaves, and the ballots that count for nobody with the reasons."""
    return Table(
        [_("Round"), _("Votes"), _("Leaves"), _("Count for nobody")],
        [
            [
                _("Round %(number)d") % {"number": number},
                votes_words(one["counts"], titles),
                _and([titles[place] for place in one["eliminated"]]) or _("nobody"),
                inactive_words(one["inactive"]),
            ]
            for number, one in enumerate(rounds, 1)
        ],
    )


def votes_words(counts: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """“Saturday 5, Sunday 3”, the most first."""
    ahead = sorted(counts.items(), key=lambda row: -Fraction(row[1]))
    return ", ".join(f"{titles[place]} {votes}" for place, votes in ahead)


def inactive_words(inactive: Mapping[str, int]) -> str:
    """“2: no choice of theirs is left”, with every reason that there is."""
    said = {
        "exhausted": _("%(count)d: no choice of theirs is left"),
        "overvote": _("%(count)d: two choices at one place"),
        "skipped": _("%(count)d: places left empty"),
        "duplicate": _("%(count)d: the same choice twice"),
    }
    return "; ".join(said[why] % {"count": count} for why, count in inactive.items() if count) or _("none")


def tie_words(tie: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """Who stood equal, and what decided between them."""
    parts = {"tied": _and([titles[place] for place in tie["tied"]]), "chosen": titles.get(tie["chosen"], "")}
    if not tie["chosen"]:
        return _("%(tied)s are equal. The rule does not choose between them: the group does.") % parts
    said = (
        _("%(tied)s were equal; %(chosen)s left.")
        if tie["to"] == "leave"
        else _("%(tied)s were equal; %(chosen)s went first.")
    )
    by = {
        "previous-rounds": _("The rounds before decided."),
        "candidate-order": _("The order on the ballot decided."),
        "lot": _("The lot decided."),
        "cost": _("The cheaper one goes first."),
        "votes": _("The one with more votes goes first."),
    }
    return f"{said % parts} {by[tie['by']]}"


def money_words(count: Mapping[str, Any]) -> str:
    """“$500 of $600 is spent; $100 is left.”"""
    spent, budget = Fraction(count["spent"]), Fraction(count["budget"])
    return _("%(spent)s of %(budget)s is spent; %(left)s is left.") % {
        "spent": in_words(spent),
        "budget": in_words(budget),
        "left": in_words(budget - spent),
    }


def shares_of(result: Result) -> Table:
    """A row for each project that was chosen: its cost, and how many voters paid which share of it."""
    shares = (result.count or {})["shares"]
    return Table(
        [_("Project"), _("Cost"), _("Who paid what share")],
        [
            [choice.title, money_in_words(choice.cost_cents or 0), payers_words(shares[str(choice.place)])]
            for choice in result.chosen
        ],
    )


def payers_words(payments: Sequence[int | str]) -> str:
    """“12 voters $25 each, 1 voter about $8.33”, the largest first."""
    groups = Counter(Fraction(paid) for paid in payments)
    return ", ".join(
        ngettext("%(count)d voter %(paid)s", "%(count)d voters %(paid)s each", count)
        % {"count": count, "paid": in_words(paid)}
        for paid, count in sorted(groups.items(), reverse=True)
    )


def in_words(dollars: Fraction) -> str:
    """Money that was counted, "about" where a part of a cent is left out."""
    cents = 100 * dollars
    whole = money_in_words(round(cents))
    return whole if cents.denominator == 1 else _("about %(money)s") % {"money": whole}


def _and(titles: Sequence[str]) -> str:
    """“A, B and C”."""
    if len(titles) < 2:
        return "".join(titles)
    return _("%(first)s and %(last)s") % {"first": ", ".join(titles[:-1]), "last": titles[-1]}
