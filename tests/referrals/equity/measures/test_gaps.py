"""Ratios of proportions, and how far two rates lie apart."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.equity.measures import (
    children_in_gap,
    gap,
    rate_difference,
    rate_ratio,
    relative_gap,
    risk_ratio,
)

events = st.integers(0, 10**6)
people = st.integers(1, 10**7)


def test_a_gap_is_said_in_three_ways():
    found = gap(62, 2000, 5000, 100_000)
    assert found.absolute.estimate == pytest.approx(31 - 50)
    assert found.relative.estimate == pytest.approx(-0.38)
    assert found.children.estimate == pytest.approx(38)
    assert (found.absolute.events1, found.absolute.population2, found.absolute.per) == (62, 100_000, 1000)
    assert found.absolute.is_clear
    assert found.children.lower > 0


def test_a_gap_takes_the_level_and_the_base():
    wide, narrow = gap(62, 2000, 5000, 100_000, per=100, level=0.99), gap(62, 2000, 5000, 100_000)
    assert wide.absolute.estimate == pytest.approx(narrow.absolute.estimate / 10)
    for more, less in ((wide.relative, narrow.relative), (wide.children, narrow.children)):
        assert more.level == 0.99
        assert more.lower < less.lower < less.estimate < less.upper < more.upper


@given(events, people, events, people)
def test_turning_the_difference_round_turns_its_limits_round(events1, here, events2, there):
    one, other = (
        rate_difference(events1, here, events2, there),
        rate_difference(events2, there, events1, here),
    )
    assert (one.estimate, one.lower, one.upper) == (-other.estimate, -other.upper, -other.lower)
    assert one.lower < one.estimate < one.upper


def test_a_difference_has_limits_without_events():
    found = rate_difference(0, 100, 0, 100, per=1)
    z_squared = 1.959963984540054**2
    assert (found.lower, found.estimate, found.upper) == pytest.approx((-z_squared / 100, 0, z_squared / 100))
    assert not found.is_clear


def test_beside_a_rate_that_is_sure_a_difference_is_as_unsure_as_the_other():
    found = rate_difference(10**4, 1000, 10**12, 10**11, per=1)
    assert found.estimate == pytest.approx(0)
    assert found.upper == pytest.approx(1.96 * 100 / 1000, rel=0.02)


@given(events, people, events.filter(bool), people)
def test_the_relative_gap_is_the_ratio_less_one(events1, here, events2, there):
    found, ratio = relative_gap(events1, here, events2, there), rate_ratio(events1, here, events2, there)
    assert (found.estimate, found.lower, found.upper) == (
        ratio.estimate - 1,
        ratio.lower - 1,
        ratio.upper - 1,
    )


@given(events, people, events, people)
def test_the_children_would_make_the_rates_even(events1, here, events2, there):
    found = children_in_gap(events1, here, events2, there)
    assert (events1 + found.estimate) * there == pytest.approx(events2 * here, rel=1e-9, abs=1e-3)
    assert found.lower < found.estimate < found.upper


def test_ratios_of_proportions_at_the_ends():
    none_here, none_there = risk_ratio(0, 10, 3, 10), risk_ratio(3, 10, 0, 10)
    assert (none_here.estimate, none_here.lower) == (0, 0)
    assert (none_there.estimate, none_there.upper) == (math.inf, math.inf)
    assert none_there.lower == pytest.approx(1 / none_here.upper)
    nobody = risk_ratio(0, 10, 0, 10)
    assert math.isnan(nobody.estimate)
    assert (nobody.lower, nobody.upper, nobody.is_clear) == (0, math.inf, False)
    # Where all are counted in both, the score equation has these two roots.
    everyone = risk_ratio(20, 20, 50, 50)
    z_squared = 1.959963984540054**2
    assert (everyone.estimate, everyone.upper) == pytest.approx((1, 1 + z_squared / 50))
    assert everyone.lower == pytest.approx(1 / (1 + z_squared / 20))


@given(st.data(), people, people)
def test_turning_the_ratio_of_proportions_round_turns_its_interval_round(data, here, there):
    x1, x2 = data.draw(st.integers(1, here)), data.draw(st.integers(1, there))
    one, other = risk_ratio(x1, here, x2, there), risk_ratio(x2, there, x1, here)
    assert one.lower * other.upper == pytest.approx(1)
    assert one.lower <= one.estimate * (1 + 1e-9)
    assert one.estimate <= one.upper * (1 + 1e-9)
    assert (one.x1, one.n1, one.x2, one.n2, one.method) == (x1, here, x2, there, "Koopman score")


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda: rate_difference(-1, 10, 1, 10), "events1 must not be negative"),
        (lambda: rate_difference(1, 10, 1, 0), "population2 must be more than 0"),
        (lambda: rate_difference(1, 10, 1, 10, per=0), "per must be more than 0"),
        (lambda: rate_difference(1, 10, 1, 10, level=95), "level must lie between 0 and 1"),
        (lambda: risk_ratio(11, 10, 1, 10), "x1 must be at most n1, not 11 out of 10"),
        (lambda: risk_ratio(1, 10, 0, 0), "n2 must be more than 0"),
        (lambda: relative_gap(1, 10, 1.5, 10), "events2 must be a whole number"),
        (lambda: children_in_gap(1, "10", 1, 10), "population1 must be a number"),
        (lambda: gap(10**400, 10, 1, 10), "events1 is too large a number"),
    ],
)
def test_impossible_input_is_named(call, reason):
    with pytest.raises(ValueError, match=reason):
        call()


@pytest.mark.parametrize("measure", [rate_difference, relative_gap, children_in_gap, gap, rate_ratio])
def test_the_level_may_be_said_last_as_in_every_comparison(measure):
    assert measure(62, 2000, 5000, 100_000, 0.9) == measure(62, 2000, 5000, 100_000, level=0.9)
    assert measure(62, 2000, 5000, 100_000, 0.9) != measure(62, 2000, 5000, 100_000)
