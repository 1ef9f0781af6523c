"""What must hold for any votes at all."""

import json
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from advisory.counting.ballots import Ballot, Profile, ranking
from advisory.counting.irv import count_irv
from advisory.counting.methods import METHODS, tally
from community.messaging.segments import count
from tests.advisory.counting.strategies import RULES, budgets, ranked

TIES = st.sampled_from(
    [
        {"tie": "candidate-order"},
        {"tie": "previous-rounds"},
        {"tie": "lot", "seed": 11},
        {"tie": "previous-rounds", "seed": 11},
    ]
)
STEPS = st.fixed_dictionaries({"batch_elimination": st.booleans(), "continue_until_two": st.booleans()})


def shuffled(profile, random):
    """The same votes in another order, each ballot by itself."""
    one_by_one = [
        Ballot(ranks=ballot.ranks, approvals=ballot.approvals, scores=ballot.scores, reason=ballot.reason)
        for ballot in profile.ballots
        for _copy in range(ballot.weight)
    ]
    random.shuffle(one_by_one)
    about = {"names": profile.names, "costs": profile.costs, "budget": profile.budget, "kinds": profile.kinds}
    return Profile(profile.candidates, tuple(one_by_one), **about)


@given(profile=ranked(), rules=RULES, ties=TIES, steps=STEPS, random=st.randoms(use_true_random=False))
def test_ranked_choice_does_not_depend_on_the_order_of_ballots(profile, rules, ties, steps, random):
    one = count_irv(profile, **rules, **ties, **steps)
    other = count_irv(shuffled(profile, random), **rules, **ties, **steps)
    assert one.as_json() == other.as_json()
    assert one.ties == other.ties


@given(
    profile=budgets(), completion=st.sampled_from(["none", "add1"]), random=st.randoms(use_true_random=False)
)
def test_budgets_do_not_depend_on_the_order_of_ballots(profile, completion, random):
    other = shuffled(profile, random)
    one = tally(profile, method="equal-shares", options={"completion": completion})
    again = tally(other, method="equal-shares", options={"completion": completion})
    assert one.as_json() == again.as_json()
    assert {p: sorted(paid.values()) for p, paid in one.shares.items()} == {
        p: sorted(paid.values()) for p, paid in again.shares.items()
    }
    assert tally(profile, method="greedy").as_json() == tally(other, method="greedy").as_json()


@given(profile=ranked(), rules=RULES, ties=TIES, steps=STEPS)
def test_every_ballot_is_somewhere_in_every_round(profile, rules, ties, steps):
    result = count_irv(profile, **rules, **ties, **steps)
    for one in result.rounds:
        assert sum(one.counts.values()) + sum(one.inactive.values()) == profile.size == result.ballots
    left = [set(one.counts) for one in result.rounds]
    gone = [set(one.eliminated) for one in result.rounds]
    assert left[0] == set(profile.candidates)
    assert all(after == before - out for before, out, after in zip(left, gone, left[1:], strict=False))
    assert set(result.winners) <= left[-1] - gone[-1]


@given(profile=ranked(), rules=RULES, ties=TIES)
def test_one_more_first_choice_for_the_leader_is_one_more_vote_for_the_leader_alone(profile, rules, ties):
    before = count_irv(profile, **rules, **ties).rounds[0]
    leader = max(before.counts, key=lambda one: before.counts[one])
    more = Profile(profile.candidates, (*profile.ballots, ranking(leader)), kinds=profile.kinds)
    after = count_irv(more, **rules, **ties).rounds[0]
    assert after.counts == {**before.counts, leader: before.counts[leader] + 1}
    assert after.inactive == before.inactive


@given(profile=ranked(), rules=RULES, ties=TIES)
def test_one_more_first_choice_for_the_winner_keeps_the_winner(profile, rules, ties):
    """A ballot for the winner alone adds to nobody else in any round, so the same ones leave before."""
    result = count_irv(profile, **rules, **ties)
    for winner in result.winners:
        more = Profile(profile.candidates, (*profile.ballots, ranking(winner)), kinds=profile.kinds)
        assert count_irv(more, **rules, **ties).winners == [winner]


@given(profile=ranked(explicit=False), rules=RULES)
def test_batches_change_the_rounds_but_not_the_winner(profile, rules):
    one, batched = count_irv(profile, **rules), count_irv(profile, **rules, batch_elimination=True)
    assert len(batched.rounds) <= len(one.rounds)
    assume(not one.ties and not batched.ties)
    assert batched.winners == one.winners


@given(profile=ranked(), rules=RULES)
def test_going_on_until_two_keeps_the_winner(profile, rules):
    on = count_irv(profile, **rules, continue_until_two=True)
    assert on.winners == count_irv(profile, **rules).winners
    if on.winners:
        assert len(on.rounds[-1].counts) <= 2


@given(profile=budgets())
def test_results_are_exact_in_json(profile):
    for method in ("equal-shares", "greedy"):
        result = tally(profile, method=method)
        said = json.loads(json.dumps(result.as_json()), parse_float=lambda text: 1 / 0)
        assert set(said) == {"method", "options", "ballots", "rounds", "winners", "spent", "budget"}
        assert Fraction(said["spent"]) == result.spent
        for one, told in zip(result.rounds, said["rounds"], strict=True):
            assert set(told) == {"counts", "eliminated", "inactive"}
            assert {who: Fraction(votes) for who, votes in told["counts"].items()} == one.counts


@pytest.mark.parametrize("language", ["en", "es", "ht"])
@pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.name)
def test_every_method_has_a_source_and_a_sentence_that_a_text_can_carry(method, language):
    with translation.override(language):
        sentence = str(method.sentence)
    assert sentence.endswith(".")
    assert count(sentence).encoding == "GSM-7"
    assert method.source
