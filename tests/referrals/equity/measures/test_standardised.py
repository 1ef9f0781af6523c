"""Rates with the make-up of ages taken out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.equity.measures import byar_limits, directly_standardised_rate, rate

strata = st.lists(st.tuples(st.integers(5, 5000), st.integers(1, 10**6)), min_size=2, max_size=12)


def test_a_worked_example():
    """30 of 1,000 and 40 of 4,000, in a standard where both are as many: 3% and 1% make 2%."""
    found = directly_standardised_rate([30, 40], [1000, 4000], [500, 500], per=100)
    assert found.estimate == pytest.approx(2)
    # The variance is 30 * 0.05^2 + 40 * 0.0125^2, that of the count is 70.
    stretch = ((30 * 0.05**2 + 40 * 0.0125**2) / 70) ** 0.5
    low, high = byar_limits(70, 0.95)
    assert (found.lower, found.upper) == pytest.approx((2 + stretch * (low - 70), 2 + stretch * (high - 70)))
    assert (found.events, found.populations, found.weights) == ((30, 40), (1000, 4000), (500, 500))
    assert (found.method, found.level, found.per, found.why_not) == ("Dobson, Byar", 0.95, 100, "")


@given(strata=strata, level=st.sampled_from([0.8, 0.95, 0.998]))
def test_weighed_by_its_own_make_up_it_is_the_crude_rate(strata, level):
    events, people = zip(*strata, strict=True)
    found = directly_standardised_rate(events, people, people, level=level)
    crude = rate(sum(events), sum(people), level=level)
    assert (found.estimate, found.lower, found.upper) == pytest.approx(
        (crude.estimate, crude.lower, crude.upper)
    )


@given(strata=strata, factor=st.floats(0.001, 1000))
def test_only_the_shares_of_the_weights_count(strata, factor):
    events, people = zip(*strata, strict=True)
    weights = [1 + place for place in range(len(strata))]
    one = directly_standardised_rate(events, people, weights)
    other = directly_standardised_rate(events, people, [factor * weight for weight in weights])
    assert (one.estimate, one.lower, one.upper) == pytest.approx((other.estimate, other.lower, other.upper))
    assert one.lower < one.estimate < one.upper


def test_below_ten_events_there_is_no_figure_and_it_says_why():
    found = directly_standardised_rate([4, 5], [1000, 4000], [1, 1])
    assert (found.estimate, found.lower, found.upper) == (None, None, None)
    assert found.why_not == "fewer than 10 events"
    assert found.events == (4, 5)
    assert directly_standardised_rate([4, 6], [1000, 4000], [1, 1]).estimate == pytest.approx(2.75)


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (([1, 2], [1, 2], [1]), "must be equally many, not 2, 2 and 1"),
        (([], [], []), "at least one stratum"),
        (([1, -2], [1, 2], [1, 1]), r"events\[1\] must not be negative"),
        (([1, 2], [0, 2], [1, 1]), r"populations\[0\] must be more than 0"),
        (([1, 2], [1, 2], [1, 0]), r"weights\[1\] must be more than 0"),
        (([1, 2], [1, 2], [1, 1], 0), "per must be more than 0"),
        (([1, 2], [1, 2], [1, 1], 1000, 95), "level must lie between 0 and 1"),
    ],
)
def test_impossible_input_is_named(call, reason):
    with pytest.raises(ValueError, match=reason):
        directly_standardised_rate(*call)
