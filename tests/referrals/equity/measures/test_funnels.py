"""Where children are lost between the steps of a referral."""

import pytest

from referrals.equity.measures import funnel, proportion

STEPS = [("referred", 200), ("reached", 150), ("evaluated", 150), ("served", 90)]


def test_each_step_says_how_many_were_lost():
    found = funnel(STEPS)
    assert [(step.name, step.count, step.lost) for step in found.steps] == [
        ("referred", 200, 0),
        ("reached", 150, 50),
        ("evaluated", 150, 0),
        ("served", 90, 60),
    ]
    assert [step.loss for step in found.steps] == [
        None,
        proportion(50, 200),
        proportion(0, 150),
        proportion(60, 150),
    ]
    assert [step.reached.estimate for step in found.steps] == [1, 0.75, 0.75, 0.45]


def test_the_whole_way_is_the_last_of_the_first():
    found, way = funnel(STEPS, level=0.99), proportion(90, 200, level=0.99)
    assert (found.estimate, found.lower, found.upper) == (way.estimate, way.lower, way.upper)
    assert (found.method, found.level) == ("Wilson", 0.99)


def test_after_a_step_that_nobody_reached_no_share_is_lost():
    last = funnel([("referred", 3), ("reached", 0), ("served", 0)]).steps[-1]
    assert (last.lost, last.loss, last.reached) == (0, None, proportion(0, 3))


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ([("referred", 3)], "at least two steps, not 1"),
        ([("referred", 0), ("reached", 0)], "referred, the first step, must be more than 0"),
        ([("referred", 3), ("reached", 4)], "reached must be at most referred, not 4 out of 3"),
        ([("referred", 3), ("reached", 1.5)], "reached must be a whole number"),
    ],
)
def test_impossible_steps_are_named(steps, reason):
    with pytest.raises(ValueError, match=reason):
        funnel(steps)
