"""The rule of counting, over every small vote there is."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisory.decisions.rules import quorum_of, tally

METHODS = ["majority", "two_thirds"]


@st.composite
def votes(draw):
    yes, no, abstain = (draw(st.integers(0, 40)) for _option in range(3))
    present = yes + no + abstain + draw(st.integers(0, 20))
    return {
        "counts": {"yes": yes, "no": no, "abstain": abstain},
        "present": present,
        "entitled": present + draw(st.integers(0, 40)),
        "quorum_percent": draw(st.integers(1, 100)),
        "method": draw(st.sampled_from(METHODS)),
    }


@given(votes())
def test_it_agrees_with_the_rule_in_fractions(vote):
    counted, yes, no = tally(**vote), vote["counts"]["yes"], vote["counts"]["no"]
    taking_part = vote["present"] and Fraction(vote["present"], vote["entitled"])
    met = bool(taking_part) and taking_part >= Fraction(vote["quorum_percent"], 100)
    assert counted.quorum_met == met
    share = Fraction(yes, yes + no) if yes + no else Fraction(0)
    enough = share > Fraction(1, 2) if vote["method"] == "majority" else share >= Fraction(2, 3)
    assert counted.passed == (met and enough)


@given(votes())
def test_the_quorum_in_people_is_the_quorum_in_percent(vote):
    counted = tally(**vote)
    assert counted.quorum_met == (vote["present"] >= counted.quorum and vote["present"] > 0)


@given(votes())
def test_one_more_yes_from_the_room_never_sinks_a_question(vote):
    more = vote | {
        "counts": vote["counts"] | {"yes": vote["counts"]["yes"] + 1},
        "present": vote["present"] + 1,
        "entitled": vote["entitled"] + 1,
    }
    counted, after = tally(**vote), tally(**more)
    assert not counted.passed or after.passed


@given(votes(), st.integers(1, 10))
def test_not_voting_changes_the_quorum_only(vote, more):
    """Robert's Rules: a method is a share of the votes cast, without abstentions."""
    counts = vote["counts"] | {"abstain": vote["counts"]["abstain"] + more}
    after = tally(
        **vote | {"counts": counts, "present": vote["present"] + more, "entitled": vote["entitled"] + more}
    )
    counted = tally(**vote)
    if counted.quorum_met == after.quorum_met:
        assert counted.passed == after.passed


@given(votes())
def test_two_thirds_asks_for_more_than_a_majority(vote):
    if tally(**vote | {"method": "two_thirds"}).passed:
        assert tally(**vote | {"method": "majority"}).passed


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "method", "passed"),
    [
        (15, 3, 0, "majority", True),
        (5, 5, 10, "majority", False),
        (1, 0, 19, "majority", True),
        (0, 0, 20, "majority", False),
        (0, 0, 20, "two_thirds", False),
        (12, 6, 0, "two_thirds", True),
        (11, 6, 0, "two_thirds", False),
    ],
)
def test_votes_worked_by_hand(yes, no, abstain, method, passed):
    cast = yes + no + abstain
    counted = tally(
        {"yes": yes, "no": no, "abstain": abstain},
        entitled=23,
        present=max(cast, 12),
        quorum_percent=50,
        method=method,
    )
    assert (counted.cast, counted.quorum, counted.quorum_met, counted.passed) == (cast, 12, True, passed)


def test_an_unopposed_yes_without_a_quorum_does_not_pass():
    counted = tally({"yes": 11}, entitled=23, present=11, quorum_percent=50, method="majority")
    assert (counted.quorum_met, counted.passed) == (False, False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"counts": {"yes": -1}},
        {"counts": {"yes": 3}},
        {"present": 6},
        {"method": "consensus"},
    ],
)
def test_counts_that_cannot_be_are_refused(wrong):
    vote = {
        "counts": {"yes": 1},
        "entitled": 5,
        "present": 2,
        "quorum_percent": 50,
        "method": "majority",
    }
    with pytest.raises(ValueError, match=r"cannot be|no method"):
        tally(**vote | wrong)


def test_a_quorum_is_rounded_up():
    assert [quorum_of(entitled, 50) for entitled in (0, 1, 22, 23)] == [0, 1, 11, 12]
