"""Equal Shares: ties, completion and points, against examples in print and the plain way."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisory.counting.ballots import Ballot, Profile
from advisory.counting.equal_shares import count_equal_shares
from advisory.counting.lots import drawn
from advisory.counting.money import spending
from advisory.counting.result import CannotCount
from advisory.counting.shares_rule import Rule
from tests.advisory.counting import oracles
from tests.advisory.counting.strategies import budgets


def approving(costs, *, budget, votes):
    """A budget: ``votes`` has a text of approved projects for each voter, each project one letter."""
    ballots = tuple(Ballot(approvals=frozenset(marks)) for marks in votes)
    return Profile(tuple(costs), ballots, costs=costs, budget=budget)


def rule_of(profile):
    return Rule(spending(profile), order=list(profile.candidates), tie="candidate-order")


def test_who_has_less_gives_all_and_counts_as_a_part():
    # equalshares.net/explanation: 25 from purses of 30, 30 and 5 is 10, 10 and 5, and 2.5 effective votes.
    profile = approving({"a": 100, "s": 25}, budget=180, votes=["s", "s", "as", "a", "a", "a"])
    result = count_equal_shares(profile)
    assert result.winners == ["a", "s"]
    assert result.rounds[1].counts == {"s": Fraction(5, 2)}
    assert result.shares["s"] == {0: 10, 1: 10, 2: 5}


# Equal effective votes, as on equalshares.net/implementation/tie-breaking: first the cheaper one; among those
# the one with more votes at first (p has 5, but three of them have spent everything on b); then the order.
TIES = [
    (approving({"p": 7, "q": 6}, budget=40, votes=["p", "p", "q", "q"]), "qp", "cost"),
    (
        approving(
            {"q": 12, "p": 12, "b": 60},
            budget=100,
            votes=["bp", "bp", "bp", "p", "p", "q", "q", "b", "b", "b"],
        ),
        "bpq",
        "votes",
    ),
    (approving({"p": 6, "q": 6}, budget=40, votes=["p", "p", "q", "q"]), "pq", "candidate-order"),
]


@pytest.mark.parametrize(("profile", "chosen", "by"), TIES)
def test_ties_go_to_the_cheaper_then_to_more_votes_then_by_order(profile, chosen, by):
    result = count_equal_shares(profile)
    assert result.winners == list(chosen)
    assert [tie.by for tie in result.ties] == [by]


@pytest.mark.parametrize("seed", range(5))
def test_a_lot_decides_what_is_left_of_a_tie(seed):
    profile = approving({"p": 6, "q": 6}, budget=40, votes=["p", "p", "q", "q"])
    result = count_equal_shares(profile, tie="lot", seed=seed)
    assert result.winners == drawn("pq", seed=seed)
    assert result.ties[0].by == "lot"


def test_without_completion_money_stays():
    profile = approving({"a": 12, "b": 15}, budget=30, votes=["a", "b", "b"])
    result = count_equal_shares(profile)
    assert (result.winners, result.spent) == (["b"], 15)


def test_add1_goes_on_until_nothing_fits():
    profile = approving({"a": 12, "b": 15}, budget=30, votes=["a", "b", "b"])
    assert rule_of(profile).steps_of_add1(Fraction(10)) == 2
    result = count_equal_shares(profile, completion="add1")
    assert (result.winners, result.spent) == (["b", "a"], 27)


def test_add1_stops_before_it_would_overspend():
    # Nobody wants d, so the outcome never counts as exhaustive; at 16 a and b together would cost 31.
    profile = approving({"a": 16, "b": 15, "d": 5}, budget=30, votes=["a", "b", "b"])
    assert rule_of(profile).steps_of_add1(Fraction(10)) == 5
    assert count_equal_shares(profile, completion="add1").winners == ["b"]


def test_add1_stops_when_all_that_anybody_wants_is_chosen():
    profile = approving({"a": 5, "d": 5}, budget=30, votes=["a", "a", ""])
    assert rule_of(profile).steps_of_add1(Fraction(10)) == 0


def test_add1_does_not_count_out_steps_that_change_nothing(monkeypatch):
    profile = approving({"a": 800_000, "b": 150_000}, budget=1_000_000, votes=["a"] * 99 + ["b"])
    steps = []
    run_at = Rule.run_at
    monkeypatch.setattr(
        Rule, "run_at", lambda self, step, **before: steps.append(step) or run_at(self, step, **before)
    )
    assert rule_of(profile).steps_of_add1(Fraction(10_000)) == 140_000
    assert steps == [140_000]


def test_points_weigh_like_as_many_votes():
    points = ({"a": 3, "b": 1}, {"a": 1}, {"b": 1})
    profile = Profile(
        ("a", "b"), tuple(Ballot(scores=given) for given in points), costs={"a": 8, "b": 6}, budget=24
    )
    result = count_equal_shares(profile)
    assert result.shares["a"] == {0: 6, 1: 2}
    assert result.rounds[0].counts == {"a": 4, "b": 2}
    assert result.rounds[1].counts == {"b": Fraction(3, 2)}
    assert result.shares["b"] == {0: 2, 2: 4}


def test_fewer_than_no_points_are_no_support():
    profile = Profile(("a",), (Ballot(scores={"a": -2}), Ballot(scores={"a": 1})), costs={"a": 3}, budget=20)
    assert set(count_equal_shares(profile).shares["a"]) == {1}


@pytest.mark.parametrize(
    ("change", "options"),
    [
        ({"budget": None}, {}),
        ({"costs": {}}, {}),
        ({}, {"completion": "comparison"}),
        ({}, {"tie": "previous-rounds"}),
        ({}, {"tie": "lot"}),
    ],
)
def test_what_cannot_be_counted_is_said(change, options):
    about = {"costs": {"a": 1}, "budget": 2, **change}
    with pytest.raises(CannotCount, match=r"\w+ \w+"):
        count_equal_shares(Profile(("a",), (Ballot(approvals=frozenset("a")),), **about), **options)


def test_no_ballots_choose_nothing():
    profile = Profile(("a",), (), costs={"a": 1}, budget=2, kinds=frozenset({"approvals"}))
    assert count_equal_shares(profile, completion="add1").winners == []


@given(profile=budgets())
def test_it_is_what_the_plain_way_chooses(profile):
    result = count_equal_shares(profile)
    chosen, paid = oracles.equal_shares(profile, Fraction(profile.budget) / profile.size)
    assert result.winners == chosen
    assert result.shares == {
        one: {who: share for who, share in each.items() if share} for one, each in paid.items()
    }


@given(profile=budgets())
def test_add1_is_what_one_step_after_the_other_comes_to(profile):
    result = count_equal_shares(profile, completion="add1")
    chosen, paid = oracles.add_one(profile)
    assert result.winners == chosen
    assert result.shares == {
        one: {who: share for who, share in each.items() if share} for one, each in paid.items()
    }


@given(profile=budgets(), completion=st.sampled_from(["none", "add1"]))
def test_money_is_never_overspent_and_comes_from_supporters_alone(profile, completion):
    result = count_equal_shares(profile, completion=completion)
    assert result.spent == sum(profile.costs[one] for one in result.winners) <= profile.budget
    wanted = oracles.wants(profile)
    for project, paid in result.shares.items():
        assert sum(paid.values()) == profile.costs[project]
        assert all(wanted[voter].get(project, 0) > 0 for voter in paid)
        assert all(isinstance(share, Fraction) and share > 0 for share in paid.values())
