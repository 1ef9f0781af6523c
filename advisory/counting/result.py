"""What a count came to, round by round, and how it is told to other programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from advisory.counting.ballots import Amount

WHY_INACTIVE = ("overvote", "skipped", "exhausted", "duplicate")


class CannotCount(ValueError):
    """These ballots cannot be counted this way; the text says why, in the reader's language."""


def nobody_inactive() -> dict[str, int]:
    return dict.fromkeys(WHY_INACTIVE, 0)


@dataclass(frozen=True)
class Round:
    """One round: votes by candidate who is still in it, who leaves after it, ballots that count for nobody.

    ``inactive`` is cumulative: what no longer counts in one round does not count in the next.
    """

    counts: dict[str, Amount]
    eliminated: list[str] = field(default_factory=list)
    inactive: dict[str, int] = field(default_factory=nobody_inactive)


@dataclass(frozen=True)
class Tie:
    """Candidates that stood equal where one had to go before the others.

    ``by`` is what decided: "previous-rounds", "candidate-order", "lot", "cost" or "votes"; "" when nothing
    did, since the rule leaves it to the group, and then ``chosen`` is "" too.
    """

    round: int
    tied: tuple[str, ...]
    to: Literal["win", "leave"]
    chosen: str = ""
    by: str = ""


@dataclass(frozen=True)
class Result:
    """The outcome of one count.

    ``winners`` are in the order in which they won. Several of them are a funded budget, or a tie at the
    top that ``ties`` names and the group has to break; none means that the rule chooses nobody.
    ``shares`` is for Equal Shares: by project, what each voter who paid for it paid, voters numbered from
    0 in the order of the ballots, one of weight 3 taking three numbers. They sum to the cost exactly.
    ``blank`` ballots, which mark nothing at all, are among the inactive ones.
    ``objections`` are the reasons given by those who object.
    """

    method: str
    options: dict[str, Any]
    ballots: int
    rounds: list[Round]
    winners: list[str]
    spent: Amount | None = None
    budget: Amount | None = None
    ties: list[Tie] = field(default_factory=list)
    shares: Mapping[str, Mapping[int, Fraction]] = field(default_factory=dict)
    blank: int = 0
    objections: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The result for ``json.dumps``.

        Numbers are exact: whole ones are JSON integers, others the text "a/b" in lowest terms. ``spent``
        and ``budget`` are null for a vote that is not about money.
        """
        return {
            "method": self.method,
            "options": {name: plain(value) for name, value in self.options.items()},
            "ballots": self.ballots,
            "rounds": [
                {
                    "counts": {candidate: plain(votes) for candidate, votes in one.counts.items()},
                    "eliminated": list(one.eliminated),
                    "inactive": {why: one.inactive[why] for why in WHY_INACTIVE},
                }
                for one in self.rounds
            ],
            "winners": list(self.winners),
            "spent": plain(self.spent),
            "budget": plain(self.budget),
        }


def plain(value: Any) -> Any:
    """A fraction as an integer where it is whole, else as "a/b"; anything else as it is."""
    if not isinstance(value, Fraction):
        return value
    return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
