"""Majority, two thirds, consent, approval, score, dots and greedy, each in a table."""

import pytest

from advisory.counting.ballots import OVERVOTE, SKIPPED, Ballot, Profile, ranking
from advisory.counting.lots import drawn
from advisory.counting.methods import METHODS, tally
from advisory.counting.result import CannotCount


def choosing(**votes):
    """A profile with so many first choices each."""
    return Profile(tuple(votes), tuple(ranking(one, weight=count) for one, count in votes.items() if count))


# Robert's Rules, 12th ed.: a majority (44:1) and two thirds (44:3) of the votes cast.
SHARES = [
    ("majority", {"yes": 2, "no": 1}, ["yes"]),
    ("majority", {"yes": 2, "no": 2}, []),
    ("majority", {"yes": 1, "no": 2}, ["no"]),
    ("majority", {"a": 4, "b": 3, "c": 2}, []),
    ("majority", {"a": 5, "b": 3, "c": 1}, ["a"]),
    ("majority", {"yes": 0, "no": 0}, []),
    ("two-thirds", {"yes": 2, "no": 1}, ["yes"]),
    ("two-thirds", {"yes": 666_666, "no": 333_334}, []),
    ("two-thirds", {"yes": 666_667, "no": 333_333}, ["yes"]),
    ("two-thirds", {"yes": 3, "no": 2}, []),
    ("two-thirds", {"yes": 0, "no": 0}, []),
]


@pytest.mark.parametrize(("method", "votes", "winners"), SHARES)
def test_shares_of_the_votes_cast(method, votes, winners):
    result = tally(choosing(**votes), method=method)
    assert result.winners == winners
    assert result.rounds[0].counts == votes


@pytest.mark.parametrize("method", ["majority", "two-thirds"])
def test_abstentions_change_nothing(method):
    yes_and_no = choosing(yes=2, no=1)
    blank = (Ballot(weight=50), Ballot(ranks=(SKIPPED, frozenset({"no"}))))
    result = tally(Profile(("yes", "no"), yes_and_no.ballots + blank), method=method)
    assert result.winners == ["yes"]
    assert (result.blank, result.rounds[0].inactive["skipped"], result.ballots) == (51, 51, 54)


@pytest.mark.parametrize("spoiled", [Ballot(ranks=(frozenset({"yes", "no"}),)), Ballot(ranks=(OVERVOTE,))])
def test_an_illegal_vote_is_cast_for_nobody(spoiled):
    result = tally(Profile(("yes", "no"), (ranking("yes"), spoiled)), method="majority")
    assert (result.winners, result.rounds[0].inactive["overvote"]) == ([], 1)


def test_a_tie_is_said_and_not_broken():
    assert [tie.tied for tie in tally(choosing(yes=2, no=2), method="majority").ties] == [("yes", "no")]
    both = Profile(("a", "b", "c"), (Ballot(approvals=frozenset("ab")), Ballot(approvals=frozenset("c"))))
    result = tally(both, method="approval")
    assert result.winners == ["a", "b", "c"]
    assert [(tie.tied, tie.chosen, tie.by) for tie in result.ties] == [(("a", "b", "c"), "", "")]


@pytest.mark.parametrize(
    ("votes", "winners"),
    [
        ({"consent": 5, "object": 0, "aside": 2}, ["consent"]),
        ({"consent": 500, "object": 1, "aside": 0}, []),
        ({"consent": 0, "object": 0, "aside": 3}, []),
    ],
)
def test_one_objection_stops_a_proposal(votes, winners):
    assert tally(choosing(**votes), method="consent").winners == winners


def test_reasons_of_objections_are_kept_and_no_others():
    ballots = (
        Ballot(ranks=(frozenset({"object"}),), reason="too late in the evening"),
        Ballot(ranks=(frozenset({"object", "consent"}),)),
        Ballot(ranks=(frozenset({"consent"}),), reason="fine"),
        Ballot(),
    )
    result = tally(Profile(("consent", "object"), ballots), method="consent")
    assert result.objections == ("too late in the evening",)
    assert result.rounds[0].counts == {"consent": 1, "object": 2}


def test_consent_needs_its_two_choices():
    with pytest.raises(CannotCount):
        tally(choosing(yes=1), method="consent")


def test_approvals_are_added_up():
    marks = [Ballot(approvals=frozenset("ab"), weight=2), Ballot(approvals=frozenset("b")), Ballot()]
    result = tally(Profile(("a", "b", "c"), tuple(marks)), method="approval")
    assert (result.rounds[0].counts, result.winners) == ({"a": 2, "b": 3, "c": 0}, ["b"])
    assert result.rounds[0].inactive["skipped"] == 1


def test_points_are_added_up():
    marks = (Ballot(scores={"a": 5, "b": 3}, weight=2), Ballot(scores={"b": 5}), Ballot(scores={"a": 0}))
    result = tally(Profile(("a", "b"), marks), method="score")
    assert (result.rounds[0].counts, result.winners) == ({"a": 10, "b": 11}, ["b"])
    assert result.blank == 1


def test_nobody_wins_without_any_mark():
    for method, kind in (("approval", "approvals"), ("score", "scores")):
        nothing = Profile(("a",), (Ballot(),), kinds=frozenset({kind}))
        assert tally(nothing, method=method).winners == []


def test_a_ballot_with_too_many_dots_is_spoiled():
    marks = (
        Ballot(scores={"a": 3}),
        Ballot(scores={"a": 1, "b": 2}),
        Ballot(scores={"b": 4}),
        Ballot(scores={"a": -1, "b": 2}),
    )
    result = tally(Profile(("a", "b"), marks), method="dots", options={"dots": 3})
    assert (result.rounds[0].counts, result.winners) == ({"a": 4, "b": 2}, ["a"])
    assert result.rounds[0].inactive["overvote"] == 2


@pytest.mark.parametrize("options", [{}, {"dots": 0}])
def test_dots_need_a_number(options):
    with pytest.raises(CannotCount):
        tally(Profile(("a",), (Ballot(scores={"a": 1}),)), method="dots", options=options)


def budget(costs, *votes, money):
    ballots = tuple(Ballot(approvals=frozenset(marks)) for marks in votes)
    return Profile(tuple(costs), ballots, costs=costs, budget=money)


def test_greedy_passes_over_what_no_longer_fits():
    profile = budget({"a": 6, "b": 5, "c": 4}, "abc", "ab", "a", money=10)
    result = tally(profile, method="greedy")
    assert (result.winners, result.spent, result.budget) == (["a", "c"], 10, 10)


def test_greedy_takes_the_cheaper_one_first_and_says_a_tie_that_mattered():
    profile = budget({"a": 6, "b": 5, "c": 5}, "abc", money=9)
    result = tally(profile, method="greedy")
    assert result.winners == ["b"]
    assert [(tie.tied, tie.chosen, tie.by) for tie in result.ties] == [(("b", "c"), "b", "candidate-order")]
    drawn_first = drawn("abc", seed=2)
    lot = tally(profile, method="greedy", options={"tie": "lot", "seed": 2})
    assert lot.winners == [next(one for one in drawn_first if one in "bc")]
    assert tally(budget({"b": 5, "c": 5}, "bc", money=10), method="greedy").ties == []


def test_greedy_adds_up_points():
    marks = (Ballot(scores={"a": 1, "b": 5}), Ballot(scores={"a": 1}), Ballot(scores={"a": 1}))
    profile = Profile(("a", "b"), marks, costs={"a": 5, "b": 5}, budget=5)
    assert tally(profile, method="greedy").winners == ["b"]


NEEDS = {
    "ranks": ranking("a"),
    "approvals": Ballot(approvals=frozenset("a")),
    "scores": Ballot(scores={"a": 1}),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", NEEDS)
def test_every_method_says_what_ballots_it_needs(method, kind):
    rule = METHODS[method]
    profile = Profile(("a",), (NEEDS[kind],), costs={"a": 1}, budget=1)
    if kind in (rule.kind, rule.else_kind):
        assert rule.marks(profile) == kind
    else:
        with pytest.raises(CannotCount, match="These ballots"):
            tally(profile, method=method, options={"dots": 1} if method == "dots" else {})


@pytest.mark.parametrize(
    ("method", "options"), [("plurality", {}), ("approval", {"seed": 1}), ("irv", {"completion": "add1"})]
)
def test_other_methods_and_options_are_refused_in_words(method, options):
    with pytest.raises(CannotCount, match=method):
        tally(Profile(("a",), ()), method=method, options=options)


@pytest.mark.parametrize(
    "wrong",
    [
        {"candidates": ("a", "a")},
        {"candidates": ("a", "")},
        {"costs": {"b": 1}},
        {"costs": {"a": 0}},
        {"budget": -1},
        {"ballots": (ranking("b"),)},
        {"ballots": (Ballot(weight=0),)},
        {"ballots": (Ballot(scores={"b": 1}),)},
    ],
)
def test_a_profile_holds_only_what_can_be(wrong):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        Profile(**{"candidates": ("a",), "ballots": (), **wrong})
