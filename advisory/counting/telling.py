"""A result in words and tables, for somebody who recounts at a keyboard."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _

from advisory.counting.ballots import Amount, Profile
from advisory.counting.methods import METHODS
from advisory.counting.result import WHY_INACTIVE, Result, Round, Tie

# Beyond so many different payments for one project, the smallest and the largest tell enough.
MOST_AMOUNTS = 6


def told(result: Result, *, profile: Profile) -> Iterator[str]:
    """The lines of the printed method, every round, and what came out."""
    method = METHODS[result.method]
    yield _("Method: %(name)s") % {"name": method.name}
    yield str(method.sentence)
    yield _("The rule: %(source)s") % {"source": method.source}
    for option, value in result.options.items():
        yield f"--{option.replace('_', '-')}: {_in_words(value)}"
    yield _("Ballots: %(count)d, of them blank: %(blank)d") % {"count": result.ballots, "blank": result.blank}
    if result.budget is not None:
        yield _("Budget: %(amount)s") % {"amount": shown(result.budget)}
    for number, one in enumerate(result.rounds, 1):
        yield ""
        yield from _round(one, number=number, profile=profile)
    yield ""
    yield from (_tie(tie, profile=profile) for tie in result.ties)
    yield from (_("Objection: %(reason)s") % {"reason": reason} for reason in result.objections)
    yield from _payments(result, profile=profile)
    yield _outcome(result, profile=profile)
    if result.spent is not None:
        yield _("Spent: %(amount)s") % {"amount": shown(result.spent)}


def shown(value: Amount) -> str:
    """A number to read: whole, or to three places with dots where it goes on. ``as_json`` is exact."""
    thousandths = value * 1000
    whole, rest = divmod(int(thousandths), 1000)
    if not rest and whole == value:
        return str(whole)
    return f"{whole}.{rest:03}".rstrip("0") if int(thousandths) == thousandths else f"{whole}.{rest:03}…"


def _in_words(value: object) -> str:
    if value is None:
        return _("not set")
    return {True: _("yes"), False: _("no")}[value] if isinstance(value, bool) else str(value)


def _named(candidate: str, *, profile: Profile) -> str:
    name = profile.name(candidate)
    return name if name == candidate else f"{name} ({candidate})"


def _round(one: Round, *, number: int, profile: Profile) -> Iterator[str]:
    yield _("Round %(number)d") % {"number": number}
    names = {candidate: _named(candidate, profile=profile) for candidate in one.counts}
    width = max(map(len, names.values()), default=0)
    for candidate, votes in sorted(one.counts.items(), key=lambda item: -item[1]):
        yield f"  {names[candidate]:<{width}}  {shown(votes):>8}"
    if one.eliminated:
        gone = ", ".join(_named(candidate, profile=profile) for candidate in one.eliminated)
        yield "  " + _("Out after this round: %(names)s") % {"names": gone}
    why = {
        "overvote": _("too many marks"),
        "skipped": _("left empty"),
        "exhausted": _("no choice left"),
        "duplicate": _("the same choice twice"),
    }
    inactive = ", ".join(f"{why[key]} {one.inactive[key]}" for key in WHY_INACTIVE if one.inactive[key])
    if inactive:
        yield "  " + _("Ballots that count for nobody: %(why)s") % {"why": inactive}


def _tie(tie: Tie, *, profile: Profile) -> str:
    how = {
        "": "",
        "candidate-order": _("by the order of the ballot"),
        "lot": _("by lot"),
        "previous-rounds": _("by the rounds before"),
        "cost": _("because it costs less"),
        "votes": _("because it had more votes at first"),
    }
    words = {
        "round": tie.round,
        "tied": ", ".join(_named(candidate, profile=profile) for candidate in tie.tied),
        "chosen": _named(tie.chosen, profile=profile),
        "how": how[tie.by],
    }
    if not tie.chosen:
        return _("%(tied)s are tied, and the rule does not choose between them.") % words
    if tie.to == "win":
        return _("Tie in round %(round)d between %(tied)s: %(chosen)s goes first, %(how)s.") % words
    return _("Tie in round %(round)d between %(tied)s: %(chosen)s leaves, %(how)s.") % words


def _payments(result: Result, *, profile: Profile) -> Iterator[str]:
    """Why each project was chosen: how many people paid how much for it."""
    for project, paid in result.shares.items():
        amounts = Counter(paid.values())
        if len(amounts) <= MOST_AMOUNTS:
            each = ", ".join(f"{people} × {shown(share)}" for share, people in sorted(amounts.items()))
        else:
            least, most = shown(min(amounts)), shown(max(amounts))
            each = _("%(people)d people, from %(least)s to %(most)s each") % {
                "people": len(paid),
                "least": least,
                "most": most,
            }
        cost = shown(sum(paid.values(), start=Fraction(0)))
        words = {"name": _named(project, profile=profile), "cost": cost, "each": each}
        yield _("%(name)s costs %(cost)s. Paid by: %(each)s") % words


def _outcome(result: Result, *, profile: Profile) -> str:
    names = ", ".join(_named(candidate, profile=profile) for candidate in result.winners)
    if not names:
        return _("Nothing is chosen.")
    if result.budget is None and len(result.winners) > 1:
        return _("At the top together: %(names)s") % {"names": names}
    return _("Chosen: %(names)s") % {"names": names}
