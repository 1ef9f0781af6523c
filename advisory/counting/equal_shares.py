"""The Method of Equal Shares: every voter spends the same share of the budget on what they voted for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from advisory.counting.ballots import Amount, Profile
from advisory.counting.lots import tie_order
from advisory.counting.money import Spending, spending
from advisory.counting.purses import Price, Purses, Supporters
from advisory.counting.result import CannotCount, Result, Round, Tie, nobody_inactive

COMPLETIONS: Final = ("none", "add1")
TIES: Final = ("candidate-order", "lot")


@dataclass
class Run:
    """What one run of the rule came to. ``steady``: so many units more a voter change nothing in it."""

    winners: list[str] = field(default_factory=list)
    spent: Fraction = Fraction(0)
    steady: int | None = None
    rounds: list[Round] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    shares: dict[str, dict[int, Fraction]] = field(default_factory=dict)


class Rule:
    """The rule for one budget, to be run with one share a voter or another."""

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

    def run(self, share: Fraction, *, most: Amount | None = None) -> Run:
        """Choose projects until no supporters can pay for another one; stop early beyond ``most``."""
        purses, run = Purses(self.money, share=share, supporters=self.supporters), Run()
        prices = {one: self.first_price(one) for one in self.supporters}
        while chosen := self.best(purses, prices):
            purses.pay(chosen, prices.pop(chosen))
            run.winners.append(chosen)
            run.spent += self.money.costs[chosen]
            if most is not None and run.spent > most:
                break
        run.steady = purses.steady
        return run

    def first_price(self, project: str) -> Price:
        """More effective votes than votes there never are."""
        return Price(over=self.votes[project], due=1, slope=0, weight=0, tally=[])

    def best(self, purses: Purses, prices: dict[str, Price]) -> str | None:
        """The project with the most effective votes now; those that cannot be paid leave ``prices``.

        Effective votes only fall as purses empty, so an earlier price is a bound: whoever had fewer before
        than the best has now need not be priced again.
        """
        best: str | None = None
        waiting = sorted(prices, key=lambda one: prices[one].rank, reverse=True)
        for place, project in enumerate(waiting):
            if best is not None and prices[project].rank < prices[best].rank:
                for other in waiting[place:] if purses.steady != 0 else ():
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

    def explain(self, share: Fraction) -> Run:
        """The same as ``run``, with everybody's effective votes in every round, ties and who paid what."""
        purses, run = Purses(self.money, share=share, supporters=self.supporters), Run()
        waiting = list(self.supporters)
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

    def add_one(self, share: Fraction) -> Fraction:
        """The share at which Add1 stops: one unit of money more for everybody at a time, from ``share``.

        It stops when no project at all would fit beside the chosen ones, or when the next unit would
        overspend; and when everything that anybody wants is chosen, since then nothing more can happen.
        Steps of which ``steady`` shows that they change nothing are not counted out.
        """
        run = self.run(share)
        while not self.exhaustive(run) and len(run.winners) < len(self.supporters):
            if run.steady is None:
                return share
            ahead = share + run.steady + 1
            after = self.run(ahead, most=self.money.budget)
            if after.spent > self.money.budget:
                return ahead - 1
            share, run = ahead, after
        return share

    def exhaustive(self, run: Run) -> bool:
        """Whether no project fits into the money that is left."""
        left = self.money.budget - run.spent
        return all(cost > left for one, cost in self.money.costs.items() if one not in run.winners)


def count_equal_shares(
    profile: Profile, *, completion: str = "none", tie: str = "candidate-order", seed: int | None = None
) -> Result:
    """Spend the budget of ``profile`` by the Method of Equal Shares.

    Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS
    2021, arXiv:2008.13276), in the form that equalshares.net/explanation describes. The budget is divided
    equally among all ballots. In each round the project with the most effective votes is chosen and its cost
    split as equally as purses allow: whoever has less gives all that is left. Effective votes are the cost
    divided by the largest payment, so that who can pay only part counts as a part: this is the rule for
    cost utilities. Points weigh like as many votes. Who has nothing left counts no more.

    Ties (equalshares.net/implementation/tie-breaking): the cheaper project, then the one with more votes,
    then one fixed order for the whole count: that of the ballot, or the lot that ``lots.drawn`` draws.
    ``completion`` (…/implementation/completion): "none" leaves what nobody can pay for unspent; "add1"
    raises everybody's share by one unit of the file's money at a time, until no project fits any more or
    the next unit would overspend. It begins with the exact share, be it whole or not.

    Each round has everybody's effective votes and, as eliminated, what supporters can no longer pay.
    Raises CannotCount without a budget, a cost for each project, or a seed for a lot.
    """
    money = spending(profile)
    if completion not in COMPLETIONS:
        raise CannotCount(_("There is no completion called “%(name)s”.") % {"name": completion})
    order = tie_order(profile.candidates, tie=tie, seed=seed, rules=TIES)
    rule = Rule(money, order=order, tie=tie)
    share = Fraction(money.budget) / max(money.voters, 1)
    run = rule.explain(rule.add_one(share) if completion == "add1" else share)
    return Result(
        method="equal-shares",
        options={"completion": completion, "tie": tie, "seed": seed},
        ballots=profile.size,
        rounds=run.rounds,
        winners=run.winners,
        spent=run.spent,
        budget=money.budget,
        ties=run.ties,
        shares=run.shares,
        blank=money.blank,
    )
