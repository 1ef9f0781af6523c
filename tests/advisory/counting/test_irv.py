"""Ranked choice: each rule of RCTab in a table, and what it is compared with."""

import pytest
from hypothesis import given

from advisory.counting.ballots import OVERVOTE, SKIPPED, Ballot, Profile, ranking
from advisory.counting.irv import Rules, batch, count_irv
from advisory.counting.lots import drawn
from advisory.counting.result import CannotCount
from tests.advisory.counting import oracles
from tests.advisory.counting.strategies import RULES, ranked
from tests.advisory.counting.tables import rounds_of


def ranks(text):
    """ "a - bc !" : a, nobody, b and c alike, an overvote without names."""
    each = {"-": SKIPPED, "!": OVERVOTE}
    return tuple(each.get(one, frozenset(one)) for one in text.split())


# ballot, who is continuing, rules, whom it counts for or why for nobody
READINGS = [
    ("a b", "ab", {}, "a"),
    ("a b", "b", {}, "b"),
    ("a b", "c", {}, "exhausted"),
    ("", "ab", {}, "exhausted"),
    ("- - -", "ab", {"max_skipped": 0}, "exhausted"),
    # overvotes
    ("ab c", "abc", {"overvote": "exhaust"}, "overvote"),
    ("ab c", "c", {"overvote": "exhaust"}, "overvote"),
    ("ab c", "abc", {"overvote": "skip"}, "c"),
    ("ab c", "abc", {"overvote": "exhaust-if-multiple-continuing"}, "overvote"),
    ("ab c", "bc", {"overvote": "exhaust-if-multiple-continuing"}, "b"),
    ("ab c", "c", {"overvote": "exhaust-if-multiple-continuing"}, "c"),
    ("a bc", "abc", {"overvote": "exhaust"}, "a"),
    ("! c", "abc", {"overvote": "exhaust"}, "overvote"),
    ("! c", "abc", {"overvote": "skip"}, "c"),
    ("ab", "abc", {"overvote": "skip"}, "exhausted"),
    # skipped ranks
    ("- a", "a", {"max_skipped": 0}, "skipped"),
    ("- a", "a", {"max_skipped": 1}, "a"),
    ("- - a", "a", {"max_skipped": 1}, "skipped"),
    ("- - - a", "a", {}, "a"),
    ("- a - b", "b", {"max_skipped": 1}, "b"),
    ("a - -", "b", {"max_skipped": 0}, "exhausted"),
    ("a - b", "a", {"max_skipped": 0}, "a"),
    ("a - b", "b", {"max_skipped": 0}, "skipped"),
    # duplicates
    ("a a b", "ab", {"duplicate": "exhaust"}, "a"),
    ("a a b", "b", {"duplicate": "exhaust"}, "duplicate"),
    ("a a b", "b", {"duplicate": "skip"}, "b"),
    ("a ab c", "c", {"duplicate": "exhaust", "overvote": "skip"}, "duplicate"),
    ("! ! c", "c", {"duplicate": "exhaust", "overvote": "skip"}, "c"),
    # which rule comes first: skipped ranks, then duplicates, then overvotes
    ("a - a b", "b", {"duplicate": "exhaust", "max_skipped": 0}, "skipped"),
    ("a ab b", "b", {"duplicate": "exhaust", "overvote": "exhaust"}, "duplicate"),
]


@pytest.mark.parametrize(("ballot", "continuing", "rules", "expected"), READINGS)
def test_a_ballot_is_read_as_rctab_reads_it(ballot, continuing, rules, expected):
    reading, counts = Rules(**rules).read(ranks(ballot), continuing=set(continuing))
    assert (reading, counts) == (expected, len(expected) == 1)


@pytest.mark.parametrize(
    ("counts", "keep_two", "going"),
    [
        ({"a": 9, "b": 6, "c": 2, "d": 1}, False, "dc"),
        ({"a": 9, "b": 6, "c": 3, "d": 3}, False, ""),
        ({"a": 10, "b": 7, "c": 3, "d": 3}, False, "cd"),
        ({"a": 5, "b": 5, "c": 0}, False, "c"),
        ({"a": 60, "b": 5, "c": 4}, False, "cb"),
        ({"a": 60, "b": 5, "c": 4}, True, "c"),
        ({"a": 60, "b": 5, "c": 5}, True, ""),
        ({"a": 4, "b": 4, "c": 4}, False, ""),
    ],
)
def test_batches_hold_those_who_cannot_win_any_more(counts, keep_two, going):
    assert sorted(batch(counts, keep_two=keep_two)) == sorted(going)


def test_one_who_is_alone_in_a_batch_leaves_the_usual_way():
    profile = Profile(("a", "b", "c"), (ranking("a", weight=3), ranking("b", weight=3), ranking("c")))
    assert rounds_of(count_irv(profile, batch_elimination=True))[0][1] == "c"


def test_earlier_rounds_break_ties_from_the_latest_backwards():
    # c and d are equal in round 2; in round 1 d had fewer.
    ballots = (
        ranking("a", weight=6),
        ranking("b", weight=5),
        ranking("c", weight=3),
        ranking("d", weight=2),
        ranking("e", "d"),
    )
    profile = Profile(tuple("adbce"), ballots)
    result = count_irv(profile, tie="previous-rounds")
    assert [row[1] for row in rounds_of(result)][:2] == ["e", "d"]
    assert [(tie.tied, tie.chosen, tie.by) for tie in result.ties] == [(("d", "c"), "d", "previous-rounds")]
    assert [row[1] for row in rounds_of(count_irv(profile))][:2] == ["e", "c"]


def test_what_earlier_rounds_leave_tied_is_drawn_or_ordered():
    profile = Profile(("a", "b"), (ranking("a"), ranking("b")))
    assert count_irv(profile, tie="previous-rounds").ties[0].by == "candidate-order"
    result = count_irv(profile, tie="previous-rounds", seed=4)
    assert result.ties[0].by == "lot"
    assert result.winners == drawn("ab", seed=4)[:1]


@pytest.mark.parametrize("seed", range(6))
def test_a_lot_prefers_the_first_drawn_and_can_be_drawn_again(seed):
    profile = Profile(tuple("abc"), (ranking("a"), ranking("b"), ranking("c")))
    first, second, last = drawn("abc", seed=seed)
    result = count_irv(profile, tie="lot", seed=seed)
    assert [row[1] for row in rounds_of(result)] == [last, ""]
    assert result.winners == [first]
    assert second in result.rounds[-1].counts


def test_the_lot_is_the_one_that_the_docstring_describes():
    assert drawn(["bike", "gym", "park"], seed=7) == drawn(["park", "bike", "gym"], seed=7)
    assert {tuple(drawn("abc", seed=seed)) for seed in range(60)} == {
        tuple(order) for order in ("abc", "acb", "bac", "bca", "cab", "cba")
    }


@pytest.mark.parametrize("ballots", [(), (Ballot(),), (Ballot(ranks=(OVERVOTE,)),)])
def test_nobody_wins_when_no_ballot_counts(ballots):
    result = count_irv(Profile(("a", "b"), ballots))
    assert result.winners == []
    assert len(result.rounds) == 1


def test_one_who_stands_alone_wins_with_one_vote():
    assert count_irv(Profile(("a",), (ranking("a"), Ballot()))).winners == ["a"]


def test_blank_ballots_are_told_apart():
    result = count_irv(Profile(("a",), (ranking("a"), Ballot(weight=2), Ballot(ranks=(SKIPPED, SKIPPED)))))
    assert (result.blank, result.rounds[0].inactive["exhausted"]) == (3, 3)


@pytest.mark.parametrize(
    "options",
    [
        {"overvote": "sometimes"},
        {"duplicate": "maybe"},
        {"max_skipped": -1},
        {"tie": "coin"},
        {"tie": "lot"},
        {"seed": 3},
        {"overvote": "exhaust-if-multiple-continuing"},
    ],
)
def test_rules_that_cannot_be_are_refused_in_words(options):
    with pytest.raises(CannotCount, match=r"\w+ \w+"):
        count_irv(Profile(("a",), (Ballot(ranks=(OVERVOTE,)),)), **options)


@given(profile=ranked(), rules=RULES)
def test_every_round_is_that_of_the_plain_way(profile, rules):
    result = count_irv(profile, **rules)
    rounds, winner = oracles.irv(profile, **rules)
    assert result.winners == ([winner] if winner else [])
    assert [(one.counts, one.inactive, one.eliminated[:1]) for one in result.rounds] == [
        (counts, inactive, [loser] if loser else []) for counts, inactive, loser in rounds
    ]


@given(profile=ranked(explicit=False), rules=RULES)
def test_that_holds_with_overvotes_that_may_come_down_to_one(profile, rules):
    rules = {**rules, "overvote": "exhaust-if-multiple-continuing"}
    rounds, winner = oracles.irv(profile, **rules)
    result = count_irv(profile, **rules)
    assert [one.counts for one in result.rounds] == [counts for counts, _inactive, _loser in rounds]
    assert result.winners == ([winner] if winner else [])
