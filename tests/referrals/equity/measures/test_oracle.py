"""The measures against statsmodels and SciPy, on thousands of random counts: none, few, and up to 10^12."""

from decimal import Decimal, localcontext
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import norm

from referrals.equity.measures import (
    byar_limits,
    exact_poisson_limits,
    proportion,
    rate,
    rate_difference,
    rate_ratio,
    risk_ratio,
)

CASES = 2000
LEVELS = [0.5, 0.8, 0.9, 0.95, 0.99, 0.998]


@pytest.fixture(scope="module")
def oracle():
    """Imported late: it takes a second, and not every process runs these tests."""
    from statsmodels.stats import proportion as proportions
    from statsmodels.stats import rates

    return SimpleNamespace(rates=rates, proportions=proportions)


@pytest.fixture
def random():
    return np.random.default_rng(1921)


def counts(random, *, zeros=0.15, most=12):
    """Counts of every size, and 0 for some."""
    drawn = np.floor(10 ** random.uniform(0, most, CASES))
    return np.where(random.random(CASES) < zeros, 0, drawn).astype(np.int64)


def parts(random, *, most=12):
    """Counts, and wholes that they are part of."""
    some = counts(random, most=most)
    return some, some + 1 + counts(random, most=most)


def found(measure, *columns):
    """What the measure says of each case, as arrays."""
    made = [measure(*case) for case in zip(*(column.tolist() for column in columns), strict=True)]
    return tuple(np.array([getattr(one, name) for one in made]) for name in ("estimate", "lower", "upper"))


def agree(ours, theirs):
    np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=0)


def test_rates_of_few_events(oracle, random):
    events, people = random.integers(0, 10, CASES), random.uniform(0.5, 10**7, CASES)
    level = random.choice(LEVELS, CASES)
    estimate, lower, upper = found(lambda x, n, at: rate(x, n, per=1, level=at), events, people, level)
    low, high = oracle.rates.confint_poisson(events, people, method="exact-c", alpha=1 - level)
    agree(estimate, events / people)
    agree(lower, low)
    agree(upper, high)


def test_exact_limits_of_any_count(oracle, random):
    events, level = counts(random), random.choice(LEVELS, CASES)
    ours = [exact_poisson_limits(*case) for case in zip(events.tolist(), level.tolist(), strict=True)]
    agree(np.array(ours).T, oracle.rates.confint_poisson(events, 1, method="exact-c", alpha=1 - level))


def test_byars_limits_are_wilson_and_hilfertys_chi_squares(random):
    events, level = counts(random, zeros=0) + 9, random.choice(LEVELS, CASES)

    def half_chi_square(freedom, z):
        return freedom / 2 * (1 - 2 / (9 * freedom) + z * np.sqrt(2 / (9 * freedom))) ** 3

    z = norm.isf((1 - level) / 2)
    ours = [byar_limits(*case) for case in zip(events.tolist(), level.tolist(), strict=True)]
    agree(np.array(ours).T, [half_chi_square(2.0 * events, -z), half_chi_square(2.0 * events + 2, z)])


def test_proportions(oracle, random):
    (x, n), level = parts(random), random.choice(LEVELS, CASES)
    estimate, lower, upper = found(proportion, x, n, level)
    low, high = oracle.proportions.proportion_confint(x, n, method="wilson", alpha=1 - level)
    agree(estimate, x / n)
    # At none and at all the reference is off by its own rounding.
    agree(lower[x > 0], low[x > 0])
    agree(upper, high)
    assert not lower[x == 0].any()


def test_ratios_of_rates(oracle, random):
    events1, events2 = counts(random), counts(random)
    people1, people2 = random.uniform(0.5, 10**7, (2, CASES))
    level = random.choice(LEVELS, CASES)
    any_event = events1 + events2 > 0
    columns = [column[any_event] for column in (events1, people1, events2, people2, level)]
    estimate, lower, upper = found(rate_ratio, *columns)
    events1, people1, events2, people2, level = columns

    def share(events):
        return oracle.proportions.proportion_confint(
            events, events1 + events2, method="beta", alpha=1 - level
        )

    (low1, high1), (low2, high2) = share(events1), share(events2)
    with np.errstate(divide="ignore"):
        agree(estimate, np.divide(events1 * people2, events2 * people1))
        agree(lower, low1 / high2 * people2 / people1)
        agree(upper, np.divide(high1, low2) * people2 / people1)


def test_differences_of_rates(oracle, random):
    events1, events2 = counts(random, most=9), counts(random, most=9)
    people1, people2 = random.uniform(0.5, 10**7, (2, CASES))
    level = random.choice(LEVELS, CASES)
    columns = events1, people1, events2, people2
    estimate, lower, upper = found(
        lambda x1, n1, x2, n2, at: rate_difference(x1, n1, x2, n2, per=1, level=at), *columns, level
    )
    low, high = oracle.rates.confint_poisson_2indep(*columns, method="mover", compare="diff", alpha=1 - level)
    width = high - low
    for ours, theirs in ((estimate, events1 / people1 - events2 / people2), (lower, low), (upper, high)):
        assert np.all(np.abs(ours - theirs) <= 1e-6 * width)


def straddle(p_value, case, level):
    """A limit moved outwards by a millionth is rejected, one moved inwards is not."""
    ours = risk_ratio(*case, level)
    step = 1e-6
    if case[0] and case[2]:
        step = min(step, (ours.upper - ours.lower) / (4 * ours.upper))
    if case[0]:
        assert p_value(case, ours.lower * (1 - step)) < 1 - level < p_value(case, ours.lower * (1 + step))
    if case[2]:
        assert p_value(case, ours.upper * (1 + step)) < 1 - level < p_value(case, ours.upper * (1 - step))


def ratio_cases(random, *, most):
    columns = *parts(random, most=most), *parts(random, most=most)
    levels = random.choice(LEVELS, CASES).tolist()
    return list(zip(zip(*(column.tolist() for column in columns), strict=True), levels, strict=True))


@pytest.mark.parametrize("most", [1, 3, 6])
def test_ratios_of_proportions(oracle, random, most):
    """Against the reference's test; its limits have but 2 to 7 digits where nearly all are counted."""

    def p_value(case, ratio):
        return oracle.proportions.score_test_proportions_2indep(
            *case, value=ratio, compare="ratio", correction=False, return_results=False
        )[1]

    for case, level in ratio_cases(random, most=most):
        straddle(p_value, case, level)


def test_ratios_of_proportions_of_huge_counts(random):
    """The reference's formula as it stands, but with 60 digits: with 16 it has none left here."""

    def p_value(case, ratio):
        x1, n1, x2, n2 = map(Decimal, case)
        value = Decimal(ratio)
        a, b, c = (n1 + n2) * value, -(n1 * value + x1 + n2 + x2 * value), x1 + x2
        p2 = (-b - (b * b - 4 * a * c).sqrt()) / (2 * a)
        p1 = p2 * value
        variance = p1 * (1 - p1) / n1 + value * value * p2 * (1 - p2) / n2
        return 2 * norm.sf(float(abs(x1 / n1 - value * x2 / n2) / variance.sqrt()))

    with localcontext(prec=60):
        for case, level in ratio_cases(random, most=12)[:1000]:
            straddle(p_value, case, level)
