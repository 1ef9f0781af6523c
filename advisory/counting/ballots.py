"""What is counted: ballots, as they were marked, and the question they answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal

Candidate = str
# Those marked at one rank: nobody (the rank was skipped), one, or several (an overvote).
Rank = frozenset[str]
Amount = int | Fraction
Kind = Literal["ranks", "approvals", "scores"]

SKIPPED: Final[Rank] = frozenset()
# An overvote of which only that is known, as machines record it in the cell: its one member stands for
# nobody, since no candidate's id begins with NUL.
OVERVOTE: Final[Rank] = frozenset({"\0overvote"})

NOTHING: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot, or ``weight`` identical ones.

    ``ranks`` begins with the first choice. A candidate may stand at several ranks (a duplicate) and a rank
    may hold none or several: what that does is for the rules of the count, not for the ballot, so nothing
    that a voter marked is lost. ``scores`` are points; ``reason`` is what an objection gives.
    """

    ranks: tuple[Rank, ...] = ()
    approvals: frozenset[str] = frozenset()
    scores: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    weight: int = 1
    reason: str = ""

    def named(self) -> Iterator[str]:
        """Every candidate that the ballot marks, as often as it does."""
        for rank in self.ranks:
            if rank != OVERVOTE:
                yield from rank
        yield from self.approvals
        yield from self.scores

    @property
    def blank(self) -> bool:
        return not (any(self.ranks) or self.approvals or self.scores)


def ranking(*choices: str, weight: int = 1) -> Ballot:
    """A ballot that ranks one candidate after the other; "" skips a rank."""
    return Ballot(ranks=tuple(frozenset({one}) if one else SKIPPED for one in choices), weight=weight)


@dataclass(frozen=True)
class Profile:
    """The question and its ballots.

    ``candidates`` are in the order of the ballot paper. ``costs`` and ``budget`` are for budgets, in whole
    units of money and parts of them: dollars, not cents, since Add1 goes up by one unit. ``kinds`` says
    how voters could mark; empty, the ballots themselves show it.

    Raises ValueError for what cannot be: a candidate twice, a ballot for somebody who does not stand, a
    weight below 1, a cost that is not more than zero or of a project that does not stand.
    """

    candidates: tuple[Candidate, ...]
    ballots: tuple[Ballot, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    costs: Mapping[str, Amount] = field(default_factory=dict)
    budget: Amount | None = None
    kinds: frozenset[Kind] = frozenset()

    def __post_init__(self) -> None:
        known = set(self.candidates)
        if len(known) != len(self.candidates) or any(one.startswith("\0") or not one for one in known):
            raise ValueError("candidates have ids of their own")
        if not known.issuperset(self.costs) or any(cost <= 0 for cost in self.costs.values()):
            raise ValueError("costs are more than zero, each of a project that stands")
        if self.budget is not None and self.budget < 0:
            raise ValueError(f"{self.budget} is no budget")
        for ballot in self.ballots:
            if ballot.weight < 1 or not known.issuperset(ballot.named()):
                raise ValueError(f"{ballot} is no ballot here")

    @property
    def size(self) -> int:
        """How many ballots there are; a ballot of weight 3 is three."""
        return sum(ballot.weight for ballot in self.ballots)

    def name(self, candidate: str) -> str:
        return self.names.get(candidate) or candidate

    def shows(self, kind: Kind) -> bool:
        """Whether voters could mark their ballots in this way."""
        if self.kinds:
            return kind in self.kinds
        marked = [ballot for ballot in self.ballots if not ballot.blank]
        return not marked or any(getattr(ballot, kind) for ballot in marked)
