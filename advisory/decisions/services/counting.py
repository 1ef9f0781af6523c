"""Counting a vote that chooses, by the counting room; what it says is kept with the result."""

from dataclasses import asdict
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import QuerySet

from advisory.counting.ballots import Ballot as Marked
from advisory.counting.ballots import Profile
from advisory.counting.consent import CONSENT, OBJECT
from advisory.counting.methods import tally
from advisory.counting.result import Result as Counted
from advisory.counting.result import plain
from advisory.decisions.marks import APPROVING
from advisory.decisions.models import Decision, Option
from advisory.decisions.selectors import ballots_of

# The rules that the count of a method leaves open; they are printed with the result.
OPTIONS: dict[str, dict[str, Any]] = {
    "irv": {"overvote": "exhaust", "duplicate": "skip", "tie": "previous-rounds"},
    "equal_shares": {"completion": "add1", "tie": "candidate-order"},
    "greedy": {"tie": "candidate-order"},
}


class Outcome(NamedTuple):
    """``winners``: places of choices, in the order in which they won; none where equals stand and the rule
    leaves it to the group. ``printed``: see ``Result.count``."""

    winners: list[int]
    printed: dict[str, Any]


def profile_of(decision: Decision) -> Profile:
    """The question and its ballots as the counting room reads them; who does not vote sends none.

    Money is in dollars, since completion by "add1" raises everybody's share by one unit of it.
    """
    cast = ballots_of(decision).exclude(option=Option.ABSTAIN)
    if not decision.chooses:
        return _profile_of_answers(decision, cast)
    choices = list(decision.choices.all())
    marked = cast.values_list("marks", flat=True)
    return Profile(
        candidates=tuple(str(choice.place) for choice in choices),
        names={str(choice.place): choice.title for choice in choices},
        ballots=tuple(as_marked(decision.method, marks or []) for marks in marked),
        costs={str(one.place): Fraction(one.cost_cents, 100) for one in choices if one.cost_cents},
        budget=Fraction(decision.budget_cents, 100) if decision.budget_cents else None,
    )


def _profile_of_answers(decision: Decision, cast: QuerySet[Any]) -> Profile:
    by_consent = decision.method == Decision.Method.CONSENT
    names = {Option.YES: CONSENT, Option.NO: OBJECT} if by_consent else {Option.YES: "yes", Option.NO: "no"}
    return Profile(
        candidates=tuple(names.values()),
        ballots=tuple(
            Marked(ranks=(frozenset({names[Option(option)]}),), reason="" if decision.is_secret else reason)
            for option, reason in cast.values_list("option", "reason")
        ),
    )


def as_marked(method: str, marks: list[Any]) -> Marked:
    """One ballot; for the shapes of ``marks`` see ``advisory.decisions.marks``."""
    if method in APPROVING:
        return Marked(approvals=frozenset(str(place) for place in marks))
    if method in Decision.POINTS:
        return Marked(scores={str(place): points for place, points in marks})
    return Marked(ranks=tuple(frozenset(str(place) for place in rank) for rank in marks))


def options_of(decision: Decision) -> dict[str, Any]:
    """What the count of this decision is told."""
    options = dict(OPTIONS.get(decision.method, {}))
    if decision.method == Decision.Method.DOTS:
        options["dots"] = decision.top_mark
    if options.get("tie") == "previous-rounds":
        options["seed"] = decision.pk
    return options


def counted(decision: Decision, profile: Profile) -> Counted:
    """The count of its ballots, by the decision's method. ``profile``: see ``profile_of``."""
    return tally(profile, method=decision.counted_by, options=options_of(decision))


def count_choices(decision: Decision) -> Outcome:
    """Count the ballots of a decision that chooses."""
    result = counted(decision, profile_of(decision))
    winners = seated(result, decision.seats) if decision.seats > 1 else decided(result)
    shares = {
        project: sorted((plain(paid) for paid in payers.values()), key=str)
        for project, payers in result.shares.items()
    }
    return Outcome(
        winners=[int(place) for place in winners],
        printed=result.as_json() | {"ties": [asdict(tie) for tie in result.ties], "shares": shares},
    )


def decided(result: Counted) -> list[str]:
    """The winners; none where equals are at the top and nothing but the group can choose between them."""
    undecided = any(tie.to == "win" and not tie.chosen for tie in result.ties)
    return [] if undecided else result.winners


def seated(result: Counted, seats: int) -> list[str]:
    """Those with the most, for several seats. Equals at the last seat do not take it: the group chooses."""
    counts = result.rounds[-1].counts
    ahead = sorted((one for one in counts if counts[one] > 0), key=lambda one: -counts[one])
    if len(ahead) <= seats:
        return ahead
    last, next_one = counts[ahead[seats - 1]], counts[ahead[seats]]
    return [one for one in ahead[:seats] if last != next_one or counts[one] > last]
