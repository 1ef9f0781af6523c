"""Medians, shifts, trends and runs."""

import json
import math
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from referrals.equity.measures import Stretch, run_chart, run_charts_by_phase

RULES = json.loads((settings.ROOT / "data" / "stats" / "run_chart_rules.json").read_text())["rules"]


def alternating(points):
    return [1 + at % 2 for at in range(points)]


def test_the_worked_limits():
    useful, longest, crossings = map(int, re.findall(r"\d+", RULES["Anhoej (qicharts2)"]["worked"])[:3])
    runs = run_chart(alternating(useful)).runs
    assert (runs.useful, runs.longest_limit, runs.crossings_limit) == (useful, longest, crossings)


@pytest.mark.parametrize("useful", range(2, 200, 2))
def test_limits_are_those_of_the_formula(useful):
    runs = run_chart(alternating(useful)).runs
    assert runs.longest_limit == round(math.log2(useful) + 3)
    assert runs.crossings_limit == binom.ppf(0.05, useful - 1, 0.5)
    assert (runs.count, runs.longest, runs.crossings) == (useful, 1, useful - 1)
    assert not runs.is_unusual


def test_six_points_on_one_side_are_a_shift_and_those_on_the_median_pass():
    values = [1, 9, 1, 5, 8, 8, 5, 8, 7, 8, 8, 1, 2, 5, 1, 9, 3, 1]
    found = run_chart(values)
    assert found.median == 5
    assert found.shifts == (Stretch(start=4, end=10, points=6, is_up=True),)
    values[10] = 5
    assert not run_chart(values).shifts


def test_five_points_one_way_are_a_trend_and_repeats_pass():
    found = run_chart([5, 1, 2, 2, 3, 4, 4, 4, 6, 2])
    assert found.trends == (Stretch(start=1, end=8, points=5, is_up=True),)
    assert run_chart([9, 4, 3, 3, 2, 1, 8]).trends == (Stretch(start=0, end=5, points=5, is_up=False),)
    assert not run_chart([5, 1, 2, 2, 3, 4, 4, 4, 2]).trends


def test_a_turning_point_belongs_to_both_trends():
    up, down = run_chart([1, 2, 3, 4, 5, 4, 3, 2, 1]).trends
    assert (up.start, up.end, up.is_up) == (0, 4, True)
    assert (down.start, down.end, down.is_up) == (4, 8, False)


def test_a_long_run_is_unusual():
    found = run_chart([3] * 9 + [1, 1, 3] * 9 + [1, 3] * 2)
    assert (found.runs.useful, found.runs.longest, found.runs.longest_limit) == (40, 9, 8)
    assert found.runs.crossings > found.runs.crossings_limit
    assert found.runs.is_unusual


def test_few_crossings_are_unusual_though_no_run_is_long():
    runs = run_chart(([1] * 5 + [2] * 5) * 3).runs
    assert (runs.longest, runs.longest_limit) == (5, 8)
    assert (runs.crossings, runs.crossings_limit) == (5, 10)
    assert runs.is_unusual


@pytest.mark.parametrize("values", [[4], [4, 4, 4, 4, 4, 4, 4], [1, 2], alternating(24)])
def test_nothing_to_see(values):
    assert not run_chart(values).has_signal


def test_what_was_not_recorded_is_passed_over():
    with_holes = run_chart([None, 1, 2, None, 3, 4, None, 5])
    assert with_holes.trends == (Stretch(start=1, end=7, points=5, is_up=True),)
    assert with_holes.median == 3
    assert with_holes.values == (None, 1, 2, None, 3, 4, None, 5)
    assert with_holes.runs == run_chart([1, 2, 3, 4, 5]).runs


def test_numbers_of_any_kind_are_compared_exactly():
    found = run_chart([Decimal("0.5"), Fraction(1, 2), 0.5, 1, Decimal(1), 2.0])
    assert found.median == 0.75
    assert (found.runs.count, found.runs.longest) == (2, 3)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_turned_over_and_turned_round_it_says_the_same(values):
    found = run_chart(values)
    over, back = run_chart([-value for value in values]), run_chart(values[::-1])
    assert found.runs == over.runs == back.runs
    assert over.median == -found.median
    assert [(one.start, one.end, one.points, not one.is_up) for one in over.shifts + over.trends] == [
        (one.start, one.end, one.points, one.is_up) for one in found.shifts + found.trends
    ]
    assert [one.points for one in back.shifts + back.trends] == [
        one.points for one in found.shifts[::-1] + found.trends[::-1]
    ]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_shifts_are_what_a_count_by_hand_finds(values):
    twice, lengths, before = sorted(values + values), [], None
    middle = twice[len(values) - 1] + twice[len(values)]
    for above in (2 * value > middle for value in values if 2 * value != middle):
        if above == before:
            lengths[-1] += 1
        else:
            lengths.append(1)
        before = above
    found = run_chart(values)
    assert [one.points for one in found.shifts] == [length for length in lengths if length >= 6]
    assert (found.runs.useful, found.runs.count) == (sum(lengths), len(lengths))


def test_each_phase_has_its_own_median_and_keeps_its_places():
    values = [1, 2, 3, 2, 1, 2, 11, 12, 13, 14, 15, 12]
    before, after = run_charts_by_phase(values, [6])
    assert (before.median, after.median) == (2, 12.5)
    assert after.trends == (Stretch(start=6, end=10, points=5, is_up=True),)
    assert run_charts_by_phase(values, []) == (run_chart(values),)


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda: run_chart([]), "at least one number"),
        (lambda: run_chart([None, None]), "at least one number"),
        (lambda: run_chart([1, math.nan]), r"values\[1\] must be a finite number"),
        (lambda: run_chart([1, "2"]), r"values\[1\] must be a number"),
        (lambda: run_charts_by_phase([1, 2, 3], [2, 1]), "must go up between 1 and 2"),
        (lambda: run_charts_by_phase([1, 2, 3], [0]), "must go up between 1 and 2"),
        (lambda: run_charts_by_phase([1, 2, 3], [3]), "must go up between 1 and 2"),
        (lambda: run_charts_by_phase([1, None, None], [1]), "at least one number"),
    ],
)
def test_impossible_series_are_named(call, reason):
    with pytest.raises(ValueError, match=reason):
        call()
