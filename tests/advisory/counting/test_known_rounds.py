"""Votes that others have counted, round by round."""

from pathlib import Path

import pytest

from advisory.counting.ballots import Profile, ranking
from advisory.counting.files.reading import read_ballot_file
from advisory.counting.irv import count_irv
from advisory.counting.methods import tally
from tests.advisory.counting.tables import rounds_of

VOTING = Path(__file__).parents[2] / "data" / "voting"


def profile_of(name, **options):
    return read_ballot_file((VOTING / name).read_bytes(), name=name, **options).profile


# The detailed reports of RCTab 2.0.0 for its own test sets; inactive are ballots by overvotes, skipped
# rankings, exhausted choices and repeated rankings.
RCTAB = [
    (
        "0_skipped_first_choice",
        {"overvote": "exhaust", "max_skipped": 4, "duplicate": "skip"},
        [
            ({"A": 4, "B": 4, "C": 3, "D": 1}, "D", (0, 0, 0, 0)),
            ({"A": 4, "B": 5, "C": 3}, "C", (0, 0, 0, 0)),
            ({"A": 4, "B": 7}, "", (1, 0, 0, 0)),
        ],
    ),
    (
        "3_skipped_choice_exhaust",
        {"overvote": "skip", "max_skipped": 0, "duplicate": "skip"},
        [
            ({"A": 5, "B": 6, "C": 2, "D": 1}, "D", (0, 1, 0, 0)),
            ({"A": 5, "B": 6, "C": 3}, "C", (0, 1, 0, 0)),
            ({"A": 5, "B": 7}, "", (0, 3, 0, 0)),
        ],
    ),
    (
        "4_skipped_choice_next",
        {"overvote": "skip", "max_skipped": 4, "duplicate": "skip"},
        [
            ({"A": 5, "B": 7, "C": 2, "D": 1}, "D", (0, 0, 0, 0)),
            ({"A": 5, "B": 7, "C": 3}, "C", (0, 0, 0, 0)),
            ({"A": 5, "B": 10}, "", (0, 0, 0, 0)),
        ],
    ),
]


@pytest.mark.parametrize(("name", "rules", "rounds"), RCTAB, ids=[case[0] for case in RCTAB])
def test_rctab_test_sets(name, rules, rounds):
    profile = profile_of(f"rctab_test_set_{name}_cvr.csv", first_rank_column=2)
    result = tally(profile, method="irv", options=rules)
    assert rounds_of(result) == rounds
    assert result.winners == ["B"]


def test_alaska_2022():
    result = tally(profile_of("alaska_2022.soi"), method="irv", options={})
    assert rounds_of(result) == [
        ({"Peltola": 80, "Palin": 63, "Begich": 57}, "Begich", (0, 0, 0, 0)),
        ({"Peltola": 96, "Palin": 92}, "", (0, 0, 12, 0)),
    ]
    assert (result.winners, result.ballots) == (["Peltola"], 200)


def test_rctab_goes_on_until_two_with_batches():
    """RCTab's continue_until_two_with_batch_elimination_test: the round after the winning one repeats it."""
    seven = [ranking(one, weight=number) for one, number in [("A", 60), ("B", 15), ("C", 14), ("D", 3)]]
    others = [ranking("D", "C", weight=2), ranking("E", weight=4), ranking("F"), ranking("G")]
    result = count_irv(
        Profile(tuple("ABCDEFG"), (*seven, *others)), batch_elimination=True, continue_until_two=True
    )
    everybody = {"A": 60, "B": 15, "C": 14, "D": 5, "E": 4, "F": 1, "G": 1}
    assert rounds_of(result) == [
        (everybody, "", (0, 0, 0, 0)),
        (everybody, "FGED", (0, 0, 0, 0)),
        ({"A": 60, "B": 15, "C": 16}, "B", (0, 0, 9, 0)),
        ({"A": 60, "C": 16}, "", (0, 0, 24, 0)),
    ]
    assert result.winners == ["A"]


def test_rctab_breaks_ties_by_the_order_of_candidates():
    """RCTab's tiebreak_use_permutation_in_config_test: the later leaves; of the last two the earlier wins."""
    names = ("Blaylock", "Dare", "Gervin", "Threatt")
    ballots = (
        ranking("Blaylock", weight=4),
        ranking("Dare", weight=3),
        ranking("Gervin", "Dare"),
        ranking("Gervin"),
        ranking("Threatt", "Gervin"),
    )
    result = count_irv(Profile(names, ballots), max_skipped=0, batch_elimination=True)
    assert rounds_of(result) == [
        ({"Blaylock": 4, "Dare": 3, "Gervin": 2, "Threatt": 1}, "Threatt", (0, 0, 0, 0)),
        ({"Blaylock": 4, "Dare": 3, "Gervin": 3}, "Gervin", (0, 0, 0, 0)),
        ({"Blaylock": 4, "Dare": 4}, "", (0, 0, 2, 0)),
    ]
    assert result.winners == ["Blaylock"]
    assert [(tie.tied, tie.to, tie.chosen) for tie in result.ties] == [
        (("Dare", "Gervin"), "leave", "Gervin"),
        (("Blaylock", "Dare"), "win", "Blaylock"),
    ]


def test_equal_shares_example_1():
    result = tally(profile_of("equal_shares_example_1.pb"), method="equal-shares")
    assert result.winners == ["bike", "playground", "library"]
    left = [100] * 11
    for paid in result.shares.values():
        for voter, share in paid.items():
            left[voter] -= share
    # equalshares.net rounds to cents: 16.67 is 50/3.
    assert [round(float(money), 2) for money in left] == [0] * 6 + [16.67, 50, 16.67, 16.67, 0]
    assert (result.spent, result.budget) == (1000, 1100)
    assert [one.counts for one in result.rounds] == [
        {"bike": 7, "gym": 6, "park": 5, "playground": 4, "library": 3},
        {"playground": 4, "library": 3},
        {"library": 3},
    ]
    assert result.rounds[1].eliminated == ["gym", "park"]


def test_greedy_in_example_1():
    result = tally(profile_of("equal_shares_example_1.pb"), method="greedy")
    assert (result.winners, result.spent) == (["bike", "gym"], 1100)
