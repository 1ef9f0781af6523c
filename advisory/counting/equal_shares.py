"""The Method of Equal Shares: every voter spends the same share of the budget on what they voted for."""

from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from advisory.counting.ballots import Profile
from advisory.counting.lots import tie_order
from advisory.counting.money import spending
from advisory.counting.result import CannotCount, Result
from advisory.counting.shares_rule import Rule

COMPLETIONS: Final = ("none", "add1")
TIES: Final = ("candidate-order", "lot")


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
    more = rule.steps_of_add1(share) if completion == "add1" else 0
    run = rule.explain(share + more)
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
