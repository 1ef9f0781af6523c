"""The measures against published figures and against naive ways to the same numbers."""

import csv
import json
import math
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import binom, poisson

from referrals.equity.measures import (
    Shown,
    byar_limits,
    exact_poisson_limits,
    proportion,
    rate,
    rate_ratio,
    suppress,
    wilson_limits,
)

STATS = settings.ROOT / "data" / "stats"
LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.998])


def published_limits():
    with (STATS / "phe_byars_wilson.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", published_limits(), ids=lambda row: "-".join(row.values()))
def test_limits_agree_with_public_health_england(row):
    x, level = float(row["x"]), float(row["confidence"].rstrip("%")) / 100
    if row["method"] == "Wilson":
        lower, upper = wilson_limits(x, float(row["n"]), level)
    else:
        lower, upper = byar_limits(x, level)
    # Where Byar's formula falls below 0 the source leaves the lower limit empty; ours is 0.
    assert lower == pytest.approx(float(row["lowercl"] or 0), rel=1e-9)
    assert upper == pytest.approx(float(row["uppercl"]), rel=1e-9)


def test_the_ratio_agrees_with_the_published_exact_interval():
    case = json.loads((STATS / "rate_ratio_cases.json").read_text())["cases"][0]
    central = next(one for one in case["published"] if "exact conditional, central" in one["method"])
    found = rate_ratio(case["count1"], case["exposure1"], case["count2"], case["exposure2"], central["level"])
    assert found.estimate == pytest.approx(case["rate_ratio"], rel=1e-12)
    assert (found.lower, found.upper) == pytest.approx(tuple(central["ci"]), rel=1e-12)


def test_a_rate_says_what_it_is_made_of():
    found = rate(65, 2000, per=100, level=0.998)
    assert (found.events, found.population, found.per, found.level) == (65, 2000, 100, 0.998)
    assert found.method == "Byar"
    assert found.estimate == pytest.approx(3.25)
    assert found.lower == pytest.approx(42.880261471480203 / 20)


def test_byar_from_ten_events_exact_below():
    assert rate(10, 100).method == "Byar"
    assert rate(9, 100).method == "exact Poisson"
    assert rate(0, 100).lower == 0
    assert rate(0, 100, per=1).upper * 100 == pytest.approx(-math.log(0.025))


@given(x=st.integers(0, 200), level=LEVELS)
def test_exact_limits_are_where_the_tails_are_as_small_as_they_should(x, level):
    tail = (1 - level) / 2
    lower, upper = exact_poisson_limits(x, level)
    naive_upper = brentq(
        lambda mean: poisson.cdf(x, mean) - tail, x, x + 12 * math.sqrt(x + 1) + 20, xtol=1e-12
    )
    assert upper == pytest.approx(naive_upper, rel=1e-9)
    if x:
        naive_lower = brentq(lambda mean: poisson.sf(x - 1, mean) - tail, 1e-9, x, xtol=1e-13)
        assert lower == pytest.approx(naive_lower, rel=1e-8)


@given(x=st.integers(10, 5000), level=LEVELS)
def test_byar_is_close_to_exact(x, level):
    for ours, exact in zip(byar_limits(x, level), exact_poisson_limits(x, level), strict=True):
        assert ours == pytest.approx(exact, rel=0.02)


people = st.integers(1, 10**6) | st.decimals("0.5", 10**6, places=2)


@given(events1=st.integers(0, 300), events2=st.integers(0, 300), here=people, rest=people, level=LEVELS)
def test_the_ratios_interval_is_that_of_the_binomial(events1, events2, here, rest, level):
    found = rate_ratio(events1, here, events2, rest, level)
    total, tail, scale = events1 + events2, (1 - level) / 2, float(rest) / float(here)
    assert found.lower <= found.upper
    if events1:
        share = found.lower / (found.lower + scale)
        assert binom.sf(events1 - 1, total, share) == pytest.approx(tail, rel=1e-6)
    else:
        assert found.lower == 0
    if events2:
        share = found.upper / (found.upper + scale)
        assert binom.cdf(events1, total, share) == pytest.approx(tail, rel=1e-6)
    else:
        assert found.upper == math.inf


@given(events1=st.integers(1, 300), events2=st.integers(1, 300), here=people, rest=people)
def test_turning_the_ratio_round_turns_its_interval_round(events1, events2, here, rest):
    there, back = rate_ratio(events1, here, events2, rest), rate_ratio(events2, rest, events1, here)
    assert there.lower * back.upper == pytest.approx(1)
    assert there.estimate * back.estimate == pytest.approx(1)
    assert there.is_clear == back.is_clear


def test_a_ratio_without_events():
    assert math.isnan(rate_ratio(0, 10, 0, 10).estimate)
    assert rate_ratio(3, 10, 0, 10).estimate == math.inf
    assert rate_ratio(0, 10, 3, 10).estimate == 0
    assert not rate_ratio(0, 10, 0, 10).is_clear


@given(n=st.integers(1, 10_000), data=st.data(), level=LEVELS)
def test_wilson_limits_solve_the_score_equation(n, data, level):
    x = data.draw(st.integers(0, n))
    found = proportion(x, n, level)
    assert 0 <= found.lower <= found.estimate <= found.upper <= 1
    naive = [
        brentq(lambda p: (x - n * p) ** 2 - _z(level) ** 2 * n * p * (1 - p), low, high, xtol=1e-14)
        for low, high in ((1e-12, x / n), (x / n, 1 - 1e-12))
        if low < high and 0 < x < n
    ]
    for ours, root in zip((found.lower, found.upper), naive, strict=False):
        assert ours == pytest.approx(root, rel=1e-6, abs=1e-9)


def _z(level):
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


@given(x=st.integers(1, 500), narrow=LEVELS, wide=LEVELS)
def test_more_confidence_is_a_wider_interval(x, narrow, wide):
    assume(narrow < wide)
    less, more = rate(x, 5000, level=narrow), rate(x, 5000, level=wide)
    assert more.lower <= less.lower <= less.estimate <= less.upper <= more.upper


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda: rate(-1, 10), "events must not be negative"),
        (lambda: rate(1.5, 10), "events must be a whole number"),
        (lambda: rate(math.nan, 10), "events must be a finite number"),
        (lambda: rate(Decimal("NaN"), 10), "events must be a finite number"),
        (lambda: rate(math.inf, 10), "events must be a finite number"),
        (lambda: rate("5", 10), "events must be a number"),
        (lambda: rate(None, 10), "events must be a number"),
        (lambda: rate(True, 10), "events must be a number"),
        (lambda: rate(5, 0), "population must be more than 0"),
        (lambda: rate(5, -3), "population must be more than 0"),
        (lambda: rate(5, math.inf), "population must be a finite number"),
        (lambda: rate(5, 10, per=0), "per must be more than 0"),
        (lambda: rate(5, 10, level=1), "level must lie between 0 and 1"),
        (lambda: rate(5, 10, level=0), "level must lie between 0 and 1"),
        (lambda: rate(5, 10, level=95), "level must lie between 0 and 1"),
        (lambda: rate(5, 10, level=math.nan), "level must be a finite number"),
        (lambda: rate_ratio(1, 0, 1, 5), "population1 must be more than 0"),
        (lambda: rate_ratio(1, 5, 0.5, 5), "events2 must be a whole number"),
        (lambda: proportion(6, 5), "x must be at most n"),
        (lambda: proportion(0, 0), "n must be more than 0"),
        (lambda: proportion(0.445, 1), "x must be a whole number"),
        (lambda: suppress(-1), "count must not be negative"),
    ],
)
def test_impossible_input_is_named(call, reason):
    with pytest.raises(ValueError, match=reason):
        call()


def test_counts_of_one_to_ten_are_hidden():
    assert [suppress(count) for count in (0, 11)] == [Shown(0), Shown(11)]
    assert all(suppress(count) == Shown(None) for count in range(1, 11))
    assert rate(Decimal(12), Decimal("714.14")).events == 12
