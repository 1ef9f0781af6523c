"""The rounds of Equal Shares: which project is chosen, with one share a voter or with more and more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from advisory.counting.ballots import Amount
from advisory.counting.money import Spending
from advisory.counting.purses import Price, Purses, Supporters
from advisory.counting.result import Round, Tie, nobody_inactive

Prices = dict[str, Price]


@dataclass
class Run:
    """One run of the rule. ``trail`` has purses and prices as they were before each round.

    ``until`` is the step (a unit of money more for everybody) up to which another run comes out the same.
    """

    winners: list[str] = field(default_factory=list)
    spent: Amount = 0
    until: int | None = None
    trail: list[tuple[Purses, Prices]] = field(default_factory=list)


@dataclass
class Explained:
    """One run with its reasons: everybody's effective votes in every round, ties, and who paid what."""

    winners: list[str] = field(default_factory=list)
    spent: Amount = 0
    rounds: list[Round] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    shares: dict[str, dict[int, Fraction]] = field(default_factory=dict)


class Rule:
    """The rule for one budget. ``order`` is the last resort among equals, and ``tie`` what it is called."""

    def __init__(self, money: Spending, *, order: list[str], tie: str) -> None:
        self.money = money
        self.tie = tie
        wanted = {one: {who: n for who, n in given.items() if n > 0} for one, given in money.points.items()}
        self.supporters = {one: Supporters.of(given) for one, given in wanted.items() if given}
        self.votes = {one: sum(given.values()) for one, given in wanted.items()}
        self.place = {one: place for place, one in enumerate(order)}

    def preference(self, project: str) -> tuple[Amount, int, int]:
        """What comes first among equal effective votes: cheaper, then more votes, then the fixed order."""
        return self.money.costs[project], -self.votes[project], self.place[project]

    def start(self, share: Fraction) -> tuple[Purses, Prices]:
        """Full purses; and no price yet, but that nothing has more effective votes than votes."""
        purses = Purses(self.money, share=share, supporters=self.supporters)
        return purses, {one: Price(self.votes[one], 1, 0, 0, []) for one in self.supporters}

    def run(self, purses: Purses, prices: Prices) -> Run:
        """Choose projects until supporters can pay for no other, or one is chosen beyond the budget."""
        return self._go_on(Run(), purses, prices)

    def run_at(self, step: int, *, before: Run) -> Run:
        """The run with purses that begin at ``step``; it takes over the rounds that go as ``before``."""
        alike = sum(1 for purses, _p in before.trail if purses.until is None or purses.until >= step)
        purses, prices = before.trail[alike - 1]
        more = step - purses.step
        winners = before.winners[: alike - 1]
        run = Run(winners, sum(self.money.costs[one] for one in winners), None, before.trail[: alike - 1])
        return self._go_on(run, purses.after(more), {one: price.after(more) for one, price in prices.items()})

    def _go_on(self, run: Run, purses: Purses, prices: Prices) -> Run:
        while True:
            run.trail.append((purses.after(0), prices.copy()))
            chosen = self.best(purses, prices)
            if chosen is None:
                break
            purses.pay(chosen, prices.pop(chosen))
            run.winners.append(chosen)
            run.spent += self.money.costs[chosen]
            if run.spent > self.money.budget:
                break
        run.until = purses.until
        return run

    def best(self, purses: Purses, prices: Prices) -> str | None:
        """The project with the most effective votes now; those that cannot be paid leave ``prices``.

        Effective votes only fall as purses empty, so an earlier price is a bound: whoever had fewer before
        than the best has now need not be priced again.
        """
        best: str | None = None
        waiting = sorted(prices, key=lambda one: prices[one].rank, reverse=True)
        for place, project in enumerate(waiting):
            if best is not None and prices[project].rank < prices[best].rank:
                for other in waiting[place:] if not purses.brittle else ():
                    purses.prefer(prices[best], prices[other])
                break
            price = purses.price(project)
            if price is None:
                del prices[project]
                continue
            prices[project] = price
            if best is None:
                best = project
                continue
            loser = best if self.beats(project, best, prices=prices) else project
            best = project if loser == best else best
            purses.prefer(prices[best], prices[loser])
        return best

    def beats(self, project: str, other: str, *, prices: Mapping[str, Price]) -> bool:
        """Whether ``project`` is chosen rather than ``other``."""
        one, two = prices[project], prices[other]
        ahead = one.over * two.due - two.over * one.due
        return ahead > 0 or (ahead == 0 and self.preference(project) < self.preference(other))

    def steps_of_add1(self, share: Fraction) -> int:
        """After how many steps, a unit of money more for everybody each, Add1 stops.

        It stops when no project at all would fit beside the chosen ones, or when the next step would
        overspend; and when everything that anybody wants is chosen, since then nothing more can happen.
        """
        step, run = 0, self.run(*self.start(share))
        while not self.exhaustive(run) and len(run.winners) < len(self.supporters) and run.until is not None:
            after = self.run_at(run.until + 1, before=run)
            if after.spent > self.money.budget:
                return run.until
            step, run = run.until + 1, after
        return step

    def exhaustive(self, run: Run) -> bool:
        """Whether no project fits into the money that is left."""
        left = self.money.budget - run.spent
        return all(cost > left for one, cost in self.money.costs.items() if one not in run.winners)

    def explain(self, share: Fraction) -> Explained:
        """What ``run`` does, with its reasons; every project is priced in every round."""
        (purses, _prices), run, waiting = self.start(share), Explained(), list(self.supporters)
        while waiting:
            priced = {one: purses.price(one) for one in waiting}
            prices = {one: price for one, price in priced.items() if price}
            votes = {one: price.votes for one, price in prices.items()}
            gone = [one for one in waiting if one not in prices]
            inactive = {**nobody_inactive(), "skipped": self.money.blank}
            run.rounds.append(Round(counts=dict(votes), eliminated=gone, inactive=inactive))
            if not prices:
                break
            most = max(votes.values())
            top = [one for one in prices if votes[one] == most]
            chosen = min(top, key=self.preference)
            if len(top) > 1:
                run.ties.append(self.tied(top, chosen=chosen, at=len(run.rounds)))
            run.winners.append(chosen)
            run.spent += self.money.costs[chosen]
            run.shares[chosen] = purses.payers(chosen, prices[chosen])
            purses.pay(chosen, prices[chosen])
            waiting = [one for one in prices if one != chosen]
        return run

    def tied(self, top: list[str], *, chosen: str, at: int) -> Tie:
        """The tie between ``top``, and which of the rules for ties decided it."""
        cheapest = [one for one in top if self.money.costs[one] == self.money.costs[chosen]]
        first = [one for one in cheapest if self.votes[one] == self.votes[chosen]]
        by = "cost" if len(cheapest) == 1 else "votes" if len(first) == 1 else self.tie
        return Tie(round=at, tied=tuple(top), to="win", chosen=chosen, by=by)
