"""Ranked choice: instant-runoff voting, with the rules of RCTab for what voters can get wrong."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Final, Literal

from django.utils.translation import gettext as _

from advisory.counting.ballots import OVERVOTE, Ballot, Profile, Rank
from advisory.counting.lots import tie_order
from advisory.counting.result import CannotCount, Result, Round, Tie, nobody_inactive

OVERVOTES: Final = ("exhaust", "skip", "exhaust-if-multiple-continuing")
DUPLICATES: Final = ("exhaust", "skip")
TIES: Final = ("candidate-order", "previous-rounds", "lot")


@dataclass(frozen=True)
class Rules:
    """How ballots are read, in the words of RCTab's ``config_file_documentation.txt`` (Bright Spots, v2.0.1).

    ``overvote``: several candidates at one rank. "exhaust" (exhaustImmediately) ends the ballot there;
    "skip" (alwaysSkipToNextRank) goes on to the next rank; "exhaust-if-multiple-continuing" ends it when
    more than one of them is continuing, counts it for the only one, goes on when there is none.
    ``max_skipped`` (maxSkippedRanksAllowed): so many ranks in a row may be empty before the next marked
    one; None is "unlimited". Empty ranks after the last mark are not skipped.
    ``duplicate``: a candidate for the second time. "exhaust" (exhaustOnDuplicateCandidate) ends the ballot
    there, "skip" reads over it.
    """

    overvote: str = "exhaust"
    max_skipped: int | None = None
    duplicate: str = "skip"

    def __post_init__(self) -> None:
        if self.overvote not in OVERVOTES or self.duplicate not in DUPLICATES:
            raise CannotCount(_("There is no such rule for ranked ballots."))
        if self.max_skipped is not None and self.max_skipped < 0:
            raise CannotCount(_("The number of ranks that may be empty cannot be below zero."))

    def read(self, ranks: tuple[Rank, ...], *, continuing: Collection[str]) -> tuple[str, bool]:
        """Whom the ballot counts for and True, or why it counts for nobody and False.

        The ballot is read from its first rank in every round, as RCTab does: a rule that did not bind
        while an earlier choice was continuing binds once the reading comes past it. What has ended
        stays so, even where an overvote would later come down to one. A ballot that ends in overvotes
        read over is exhausted, not an overvote; so is one that ranks nobody, which RCTab counts apart as
        an undervote (``Result.blank``).
        """
        last, seen = 0, set[str]()
        for place, rank in enumerate(ranks, 1):
            if not rank:
                continue
            if self.max_skipped is not None and place - last - 1 > self.max_skipped:
                return "skipped", False
            last = place
            if self.duplicate == "exhaust" and rank != OVERVOTE:
                if not seen.isdisjoint(rank):
                    return "duplicate", False
                seen |= rank
            standing = [one for one in rank if one in continuing]
            if len(rank) > 1 or rank == OVERVOTE:
                if self.overvote == "exhaust":
                    return "overvote", False
                if self.overvote == "skip":
                    continue
                if len(standing) > 1:
                    return "overvote", False
            if standing:
                return standing[0], True
        return "exhausted", False


class Count:
    """The state of one count: who is continuing, whose pile each ballot lies on, and the rounds so far."""

    def __init__(
        self, profile: Profile, *, rules: Rules, order: list[str], by_lot: bool, previous_rounds: bool
    ) -> None:
        self.rules = rules
        self.order = {candidate: place for place, candidate in enumerate(order)}
        self.by_order = "lot" if by_lot else "candidate-order"
        self.previous_rounds = previous_rounds
        self.piles: dict[str, list[Ballot]] = {candidate: [] for candidate in profile.candidates}
        self.inactive = nobody_inactive()
        self.rounds: list[Round] = []
        self.ties: list[Tie] = []
        self.deal(profile.ballots)

    def deal(self, ballots: Iterable[Ballot]) -> None:
        """Lay each ballot on the pile it counts for now, or among those that no longer count."""
        for ballot in ballots:
            place, counts = self.rules.read(ballot.ranks, continuing=self.piles)
            if counts:
                self.piles[place].append(ballot)
            else:
                self.inactive[place] += ballot.weight

    def tally(self) -> dict[str, int]:
        """Begin a round: the votes of everyone who is continuing."""
        counts = {one: sum(ballot.weight for ballot in pile) for one, pile in self.piles.items()}
        self.rounds.append(Round(counts=dict(counts), inactive=dict(self.inactive)))
        return counts

    def eliminate(self, losers: Iterable[str]) -> None:
        """Take ``losers`` out and read their ballots again."""
        leaving = list(losers)
        self.rounds[-1].eliminated.extend(leaving)
        for ballots in [self.piles.pop(loser) for loser in leaving]:
            self.deal(ballots)

    def pick(self, tied: list[str], *, to_win: bool) -> str:
        """The one of ``tied`` that wins, or leaves; how that was decided is kept in ``ties``.

        With previous rounds, the last round before this one in which they differ decides, then the order.
        In the order the earliest wins and the latest leaves.
        """
        if len(tied) == 1:
            return tied[0]
        left, by = tied, self.by_order
        for earlier in reversed(self.rounds[:-1]) if self.previous_rounds else ():
            best = (max if to_win else min)(earlier.counts[one] for one in left)
            left = [one for one in left if earlier.counts[one] == best]
            if len(left) == 1:
                by = "previous-rounds"
                break
        chosen = (min if to_win else max)(left, key=self.order.__getitem__)
        to: Literal["win", "leave"] = "win" if to_win else "leave"
        self.ties.append(Tie(round=len(self.rounds), tied=tuple(tied), to=to, chosen=chosen, by=by))
        return chosen

    def winner(self, counts: dict[str, int]) -> str | None:
        """Who has the threshold of this round, floor(active / 2) + 1, or is preferred among the last two."""
        most = max(counts.values())
        leaders = [one for one, votes in counts.items() if votes == most]
        if most >= sum(counts.values()) // 2 + 1 or len(counts) <= 2:
            return self.pick(leaders, to_win=True)
        return None


def batch(counts: dict[str, int], *, keep_two: bool) -> list[str]:
    """Everyone who cannot win any more: those whose votes together are fewer than the next candidate's.

    The largest such group; with ``keep_two`` the largest that leaves two. RCTab, ``runBatchElimination``.
    """
    going: list[str] = []
    levels = sorted(set(counts.values()))
    total = 0
    seen: list[str] = []
    for level in levels:
        if seen and total < level and not (keep_two and len(seen) == len(counts) - 1):
            going = list(seen)
        here = [one for one, votes in counts.items() if votes == level]
        seen += here
        total += level * len(here)
    return going


def count_irv(
    profile: Profile,
    *,
    overvote: str = "exhaust",
    max_skipped: int | None = None,
    duplicate: str = "skip",
    batch_elimination: bool = False,
    continue_until_two: bool = False,
    tie: str = "candidate-order",
    seed: int | None = None,
) -> Result:
    """Count ``profile`` by ranked choice.

    Each ballot counts for its highest candidate who is continuing. Whoever has more than half of the
    ballots that count in a round wins; until then the last one leaves. The rules, the threshold and what
    is inactive are those of RCTab (github.com/BrightSpots/rcv v2.0.1, ``Tabulator.java``,
    winnerElectionMode singleWinnerMajority), for which its test sets are the proof.

    ``batch_elimination`` lets all leave at once who cannot win any more, when they are more than one.
    ``continue_until_two`` goes on after somebody has won until two are left, for the final figures; as in
    RCTab the round after the winning one then shows the same counts once more.
    ``tie``: "candidate-order" (useCandidateOrder) prefers whoever stands earlier on the ballot;
    "previous-rounds" looks back from the round before, then takes the lot if there is a ``seed`` and the
    order of the ballot if not; "lot" prefers the order that ``lots.drawn`` draws by ``seed``.

    Where RCTab goes on to draw a winner though no ballot counts at all, here nobody wins.
    Raises CannotCount for unknown rules, a lot without seed, and for "exhaust-if-multiple-continuing" with
    ballots that do not say who is in an overvote.
    """
    rules = Rules(overvote=overvote, max_skipped=max_skipped, duplicate=duplicate)
    order = tie_order(profile.candidates, tie=tie, seed=seed, rules=TIES)
    if overvote == OVERVOTES[2] and any(OVERVOTE in ballot.ranks for ballot in profile.ballots):
        raise CannotCount(_("The ballots say that a rank has too many marks, but not for whom they are."))
    previous = tie == "previous-rounds"
    count = Count(profile, rules=rules, order=order, by_lot=seed is not None, previous_rounds=previous)
    won = run(count, batch_elimination=batch_elimination, continue_until_two=continue_until_two)
    options = {**asdict(rules), "batch_elimination": batch_elimination}
    return Result(
        method="irv",
        options={**options, "continue_until_two": continue_until_two, "tie": tie, "seed": seed},
        ballots=profile.size,
        rounds=count.rounds,
        winners=[won] if won is not None else [],
        ties=count.ties,
        blank=sum(ballot.weight for ballot in profile.ballots if not any(ballot.ranks)),
    )


def run(count: Count, *, batch_elimination: bool, continue_until_two: bool) -> str | None:
    """Hold round after round; the winner, or None when no ballot counts for anybody."""
    won: str | None = None
    while True:
        counts = count.tally()
        if not any(counts.values()):
            return None
        if won is None:
            won = count.winner(counts)
            if won is not None:
                if continue_until_two and len(counts) > 2:
                    continue
                return won
        elif len(counts) <= 2:
            return won
        losers = batch(counts, keep_two=continue_until_two) if batch_elimination else []
        if len(losers) < 2:
            least = min(counts.values())
            losers = [count.pick([one for one, votes in counts.items() if votes == least], to_win=False)]
        count.eliminate(losers)
