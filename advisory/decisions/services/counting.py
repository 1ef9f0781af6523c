"""Counting a vote that chooses, by the counting room; what it says is kept with the result."""

from dataclasses import asdict
from typing import Any, NamedTuple

from advisory.counting.ballots import Ballot as Marked
from advisory.counting.ballots import Profile
from advisory.counting.methods import METHODS
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
    """The question and its ballots as the counting room reads them; who votes for nothing sends none."""
    choices = list(decision.choices.all())
    cast = ballots_of(decision).exclude(option=Option.ABSTAIN).values_list("marks", flat=True)
    return Profile(
        candidates=tuple(str(choice.place) for choice in choices),
        names={str(choice.place): choice.title for choice in choices},
        ballots=tuple(as_marked(decision.method, marks or []) for marks in cast),
        costs={str(choice.place): choice.cost_cents for choice in choices if choice.cost_cents},
        budget=decision.budget_cents,
    )


def as_marked(method: str, marks: list[Any]) -> Marked:
    """One ballot; for the shapes of ``marks`` see ``advisory.decisions.marks``."""
    if method in APPROVING:
        return Marked(approvals=frozenset(str(place) for place in marks))
    if method in Decision.POINTS:
        return Marked(scores={str(place): points for place, points in marks})
    return Marked(ranks=tuple(frozenset(str(place) for place in rank) for rank in marks))


def count_choices(decision: Decision) -> Outcome:
    """Count the ballots of a decision that chooses."""
    options = dict(OPTIONS.get(decision.method, {}))
    if decision.method == Decision.Method.DOTS:
        options["dots"] = decision.top_mark
    if options.get("tie") == "previous-rounds":
        options["seed"] = decision.pk
    counted = METHODS[decision.method.replace("_", "-")].count(profile_of(decision), **options)
    winners = seated(counted, decision.seats) if decision.seats > 1 else decided(counted)
    shares = {
        project: sorted((plain(paid) for paid in payers.values()), key=str)
        for project, payers in counted.shares.items()
    }
    return Outcome(
        winners=[int(place) for place in winners],
        printed=counted.as_json() | {"ties": [asdict(tie) for tie in counted.ties], "shares": shares},
    )


def decided(counted: Counted) -> list[str]:
    """The winners; none where equals are at the top and nothing but the group can choose between them."""
    undecided = any(tie.to == "win" and not tie.chosen for tie in counted.ties)
    return [] if undecided else counted.winners


def seated(counted: Counted, seats: int) -> list[str]:
    """Those with the most, for several seats. Equals at the last seat do not take it: the group chooses."""
    counts = counted.rounds[-1].counts
    ahead = sorted((one for one in counts if counts[one] > 0), key=lambda one: -counts[one])
    if len(ahead) <= seats:
        return ahead
    last, next_one = counts[ahead[seats - 1]], counts[ahead[seats]]
    return [one for one in ahead[:seats] if last != next_one or counts[one] > last]
