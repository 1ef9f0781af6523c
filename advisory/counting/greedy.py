"""Greedy: the most votes first, while the money lasts."""

from typing import Final

from advisory.counting.ballots import Amount, Profile
from advisory.counting.lots import tie_order
from advisory.counting.money import spending
from advisory.counting.result import Result, Round, Tie, nobody_inactive

TIES: Final = ("candidate-order", "lot")


def count_greedy(profile: Profile, *, tie: str = "candidate-order", seed: int | None = None) -> Result:
    """Fund projects in the order of their votes; one that no longer fits is passed over.

    The rule that pabulib (pabulib.org/format) calls "greedy". A vote is an approval, or a point. As there,
    a project is funded whenever the money left covers it, however few its votes. Among equal votes the
    cheaper one goes first, then ``tie``: the order of the ballot, or the lot that ``lots.drawn`` draws
    by ``seed``. A tie is named only where it changed what is funded.
    Raises CannotCount without a budget, a cost for each project, or a seed for a lot.
    """
    money = spending(profile)
    order = tie_order(profile.candidates, tie=tie, seed=seed, rules=TIES)
    votes = {project: money.votes(project) for project in profile.candidates}
    spent: Amount = 0
    winners: list[str] = []
    for project in sorted(order, key=lambda one: (-votes[one], money.costs[one])):
        if spent + money.costs[project] <= money.budget:
            winners.append(project)
            spent += money.costs[project]
    equals: dict[tuple[int, Amount], list[str]] = {}
    for project in order:
        equals.setdefault((votes[project], money.costs[project]), []).append(project)
    split = [same for same in equals.values() if 0 < len(set(same) & set(winners)) < len(same)]
    ties = [Tie(round=1, tied=tuple(same), to="win", chosen=same[0], by=tie) for same in split]
    return Result(
        method="greedy",
        options={"tie": tie, "seed": seed},
        ballots=profile.size,
        rounds=[Round(counts=dict(votes), inactive={**nobody_inactive(), "skipped": money.blank})],
        winners=winners,
        spent=spent,
        budget=money.budget,
        ties=ties,
        blank=money.blank,
    )
