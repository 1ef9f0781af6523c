"""Which groups, and what may be shown."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.equity.measures import Shown
from referrals.equity.rules import GroupKey, bridge, suppress_row, under_three
from referrals.tracking.models import RaceEthnicity

HIDDEN, PROTECTS = Shown(None), Shown(None, protects=True)
# Small numbers are where the danger is, so they come often.
counts = st.lists(st.integers(0, 14) | st.integers(0, 60) | st.integers(0, 30_000), min_size=1, max_size=7)


def test_one_hidden_part_takes_the_next_smallest_with_it():
    row = suppress_row([187, 58, 4, 25])
    assert row.parts == (Shown(187), Shown(58), HIDDEN, PROTECTS)
    assert row.total == Shown(274)


def test_several_small_parts_protect_each_other():
    assert suppress_row([187, 6, 4, 0]).parts == (Shown(187), HIDDEN, HIDDEN, Shown(0))


def test_two_ones_can_be_found_from_their_sum_so_a_third_is_hidden():
    assert suppress_row([40, 1, 1]).parts == (PROTECTS, HIDDEN, HIDDEN)


def test_when_no_part_is_left_to_hide_the_total_is_hidden():
    assert suppress_row([10, 10, 0]).total == PROTECTS


def test_a_small_total_is_hidden_itself():
    row = suppress_row([4, 0, 0])
    assert (row.parts, row.total) == ((HIDDEN, Shown(0), Shown(0)), HIDDEN)


def test_nothing_small_hides_nothing():
    assert suppress_row([0, 11, 2000]).parts == (Shown(0), Shown(11), Shown(2000))


@given(counts)
def test_no_small_count_is_ever_shown(numbers):
    row = suppress_row(numbers)
    for shown, true in zip((*row.parts, row.total), (*numbers, sum(numbers)), strict=True):
        assert shown.count in (None, true)
        assert shown.count not in range(1, 11)


@given(st.lists(st.integers(0, 14) | st.integers(0, 60), min_size=1, max_size=7))
def test_no_hidden_count_can_be_found_by_subtraction(numbers):
    """Even a reader who could tell a small part from one hidden for its sake can't subtract."""
    row = suppress_row(numbers)
    hidden = [(shown, true) for shown, true in zip(row.parts, numbers, strict=True) if shown.count is None]
    if row.total.count is None:
        return
    shown_parts = [shown.count for shown in row.parts if shown.count]
    left = row.total.count - sum(shown_parts)
    larger = range(11, min(shown_parts, default=left) + 1)
    could_be = [larger if shown.protects else range(1, 11) for shown, _true in hidden]
    for place, (_shown, true) in enumerate(hidden):
        sums = {0}
        for values in could_be[:place] + could_be[place + 1 :]:
            sums = {before + value for before in sums for value in values if before + value <= left}
        fitting = [value for value in could_be[place] if left - value in sums]
        assert true in fitting
        assert len(fitting) > 1, "a reader could work this one out"


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_no_hidden_count_can_be_found_by_who_knows_the_rule(parts):
    """A reader tries every row of parts that would be published just like this one."""
    alike = defaultdict(list)
    for numbers in product(range(41), repeat=parts):
        if sum(numbers) <= 40:
            row = suppress_row(numbers)
            alike[tuple(shown.count for shown in (*row.parts, row.total))].append(numbers)
    for published, rows in alike.items():
        for count, could_be in zip(published, zip(*rows, strict=True), strict=False):
            assert count is not None or len(set(could_be)) > 1, (published, rows)


@pytest.mark.parametrize(
    ("chosen", "group"),
    [
        ([], GroupKey.UNKNOWN),
        (["black"], GroupKey.BLACK),
        (["mena"], GroupKey.WHITE),
        (["mena", "white"], GroupKey.WHITE),
        (["asian", "nhpi"], GroupKey.ASIAN_NHPI),
        (["black", "white"], GroupKey.MULTIRACIAL),
        (["black", "mena"], GroupKey.MULTIRACIAL),
        (["hispanic", "black"], GroupKey.HISPANIC),
        (["aian", "asian", "hispanic"], GroupKey.HISPANIC),
    ],
)
def test_bridging(chosen, group):
    assert bridge(chosen) == group


@given(st.sets(st.sampled_from(RaceEthnicity.values)))
def test_every_answer_has_a_group_and_only_silence_is_unknown(chosen):
    assert (bridge(chosen) == GroupKey.UNKNOWN) == (not chosen)


def test_an_unknown_category_is_an_error():
    with pytest.raises(KeyError):
        bridge(["martian"])


def test_three_fifths():
    assert under_three(5000) == 3000
