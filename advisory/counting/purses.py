"""The arithmetic of Equal Shares: purses that pay for projects, exact, with no fraction in the inner loop.

Voters whose purses are equal form a group, so people are gone through in C, and only groups in Python. All
purses are integers in units of 1/``unit`` of the file's money. Each also knows its slope: by how much it
would grow if everybody had begun with one unit of money more, a step, and all else had gone the same way.
So purses know up to which step nothing that was decided so far would change (``Purses.until``), and can be
taken there (``Purses.after``) without being counted again.
"""

from collections import Counter
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm
from operator import itemgetter, mul
from typing import Any, Self

from advisory.counting.money import Spending

# (group, points that it gives, how many people)
Tally = list[tuple[int, int, int]]


@dataclass(frozen=True)
class Price:
    """What a project asks of its supporters: ``due`` / ``weight`` units a point, of everyone who has it.

    ``over`` / ``due`` is the effective vote count: the cost divided by what one point pays. ``slope`` is how
    ``due`` changes with one unit of money more a voter; it never grows.
    """

    over: int
    due: int
    slope: int
    weight: int
    tally: Tally

    def after(self, steps: int) -> "Price":
        """The same price for purses that began with ``steps`` more."""
        return replace(self, due=self.due + self.slope * steps)

    @property
    def votes(self) -> Fraction:
        return Fraction(self.over, self.due)

    @property
    def rank(self) -> int:
        """An integer that sorts prices by votes; a smaller one surely has fewer, an equal one may not."""
        return (self.over << 64) // self.due


@dataclass(frozen=True)
class Supporters:
    """Those who give a project points, in the form in which they are counted fastest."""

    voters: list[int]
    points: list[int] | None
    fetch: Any

    @classmethod
    def of(cls, points: Mapping[int, int]) -> Self:
        """``points`` by voter. One voter alone is fetched twice, since ``fetch`` must give a tuple."""
        voters = list(points)
        alike = set(points.values()) <= {1}
        fetch = itemgetter(*(voters if len(voters) > 1 else voters * 2))
        return cls(voters=voters, points=None if alike else list(points.values()), fetch=fetch)

    def keys(self, group_of: list[int]) -> list[Any]:
        """What each supporter is counted by: their group, with their points where these differ."""
        groups = self.fetch(group_of)[: len(self.voters)]
        return list(groups) if self.points is None else list(zip(groups, self.points, strict=True))

    def tally(self, group_of: list[int]) -> Tally:
        counted = Counter(self.keys(group_of)).items()
        if self.points is None:
            return [(group, 1, people) for group, people in counted]
        return [(group, points, people) for (group, points), people in counted]


class Purses:
    """What everybody has left in one run of the rule."""

    def __init__(self, money: Spending, *, share: Fraction, supporters: Mapping[str, Supporters]) -> None:
        self.costs = {one: Fraction(cost) for one, cost in money.costs.items()}
        self.unit = lcm(share.denominator, *(cost.denominator for cost in self.costs.values()))
        self.supporters = supporters
        self.group_of = [0] * money.voters
        self.left = [int(share * self.unit)]
        self.slope = [self.unit]
        self.size = [money.voters]
        self.step = 0
        # Up to which step everything so far stays the same; None: whatever the step.
        self.until: int | None = None

    def after(self, steps: int) -> "Purses":
        """A copy that began with ``steps`` units of money more for everybody; ``until`` must reach there."""
        other = copy(self)
        other.group_of, other.size, other.slope = self.group_of.copy(), self.size.copy(), self.slope.copy()
        other.left = self.left.copy()
        if steps:
            other.left = [left + slope * steps for left, slope in zip(self.left, self.slope, strict=True)]
        other.step += steps
        return other

    def holds_for(self, steps: int) -> None:
        """Remember that something decided so far may change after ``steps`` from here."""
        until = self.step + steps
        self.until = until if self.until is None else min(self.until, until)

    @property
    def brittle(self) -> bool:
        """Whether the very next step may change something, so that nothing more need be remembered."""
        return self.until == self.step

    def price(self, project: str) -> Price | None:
        """What ``project`` asks for, its cost split as equally as purses allow; None if they do not suffice.

        Whoever has less than the rest must pay gives everything; the rest pay the same for each point.
        """
        supporters = self.supporters[project]
        tally = supporters.tally(self.group_of)
        groups, points, people = zip(*tally, strict=True)
        left = [*map(self.left.__getitem__, groups)]
        cost = due = int(self.costs[project] * self.unit)
        behind = sum(map(mul, left, people))
        if behind < cost:
            growth = sum(map(mul, map(self.slope.__getitem__, groups), people))
            if growth:
                self.holds_for((cost - behind - 1) // growth)
            return None
        weight, slope = sum(map(mul, points, people)), 0
        base = 1 if supporters.points is None else lcm(*set(points))
        each = (
            left
            if base == 1
            else [purse * (base // given) for purse, given in zip(left, points, strict=True)]
        )
        if min(each) * weight >= cost * base:
            return Price(over=cost * weight, due=due, slope=slope, weight=weight, tally=tally)
        poor: Tally = []
        for place in sorted(range(len(each)), key=each.__getitem__):
            group, given, alike = tally[place]
            if self.left[group] * weight >= due * given:
                break
            due -= self.left[group] * alike
            slope -= self.slope[group] * alike
            weight -= given * alike
            poor.append(tally[place])
        self.stay_poor(poor, due=due, slope=slope, weight=weight)
        return Price(over=cost * weight, due=due, slope=slope, weight=weight, tally=tally)

    def stay_poor(self, poor: Tally, *, due: int, slope: int, weight: int) -> None:
        """Remember when the first of ``poor`` would have enough. Whoever has enough always will."""
        if self.brittle:
            return
        for group, points, _people in poor:
            nearer = self.slope[group] * weight - slope * points
            if nearer:
                self.holds_for((due * points - self.left[group] * weight) // nearer)

    def prefer(self, better: Price, other: Price) -> None:
        """Remember when ``other`` would have as many votes as ``better``, which is chosen before it now."""
        ahead = better.over * other.due - other.over * better.due
        change = better.over * other.slope - other.over * better.slope
        if change < 0:
            self.holds_for((ahead - 1) // -change if ahead else 0)

    def payers(self, project: str, price: Price) -> dict[int, Fraction]:
        """What each supporter is going to pay at ``price``; those with nothing left pay nothing."""
        supporters = self.supporters[project]
        most = Fraction(price.due, price.weight)
        shares = {
            group if supporters.points is None else (group, points): Fraction(
                min(Fraction(self.left[group]), most * points), self.unit
            )
            for group, points, _people in price.tally
        }
        paid = zip(supporters.voters, supporters.keys(self.group_of), strict=True)
        return {voter: shares[key] for voter, key in paid if shares[key]}

    def pay(self, project: str, price: Price) -> None:
        """Take the cost of ``project`` out of its supporters' purses. ``price`` is the one of now."""
        factor = price.weight // gcd(price.weight, price.due, price.slope)
        if factor > 1:
            self.unit *= factor
            self.left = [left * factor for left in self.left]
            self.slope = [slope * factor for slope in self.slope]
        due, slope = price.due * factor // price.weight, price.slope * factor // price.weight
        moved: dict[Any, int] = {}
        alike = self.supporters[project].points is None
        for group, points, people in price.tally:
            left, grows = self.left[group] - due * points, self.slope[group] - slope * points
            if left < 0:
                left = grows = 0
            if people == self.size[group]:
                self.left[group], self.slope[group] = left, grows
                continue
            moved[group if alike else (group, points)] = len(self.left)
            self.size[group] -= people
            self.left.append(left)
            self.slope.append(grows)
            self.size.append(people)
        self.move(project, moved)

    def move(self, project: str, moved: dict[Any, int]) -> None:
        """Put supporters of ``project`` who were part of a group into their new one."""
        if not moved:
            return
        supporters = self.supporters[project]
        keys = supporters.keys(self.group_of)
        for voter, group in zip(supporters.voters, map(moved.get, keys), strict=True):
            if group is not None:
                self.group_of[voter] = group
