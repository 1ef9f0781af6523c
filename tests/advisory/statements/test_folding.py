"""The open book against whoever subtracts one number from another."""

from collections import Counter
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisory.statements.rules import FEWEST, Part, Shown, fold, next_quarter, place_of, quarter_of, quarters

# Few people and few amounts, so that quarters often cancel each other out.
PEOPLE = st.dictionaries(st.integers(1, 9), st.sampled_from([-75, -40, 40, 75, 75, 75]), max_size=9)
PARTS = st.lists(st.builds(Part, PEOPLE, st.sampled_from([0, 0, 30, -30])), max_size=9)


def everybody(number, cents=75):
    return dict.fromkeys(range(number), cents)


def lines_behind(parts):
    """Which quarters each shown cell adds up: since the cell before it that did not wait."""
    behind, begun = [], 0
    for at, cell in enumerate(fold(parts)):
        if not cell.waits:
            behind.append((at, range(begun, at + 1)))
            begun = at + 1
    return behind


def nets(parts, quarters_of_it):
    found = Counter()
    for at in quarters_of_it:
        found.update(parts[at].people)
    return [cents for cents in found.values() if cents]


@settings(max_examples=400)
@given(PARTS)
def test_a_cell_is_the_sum_of_its_quarters_and_its_bills(parts):
    shown = fold(parts)
    behind = dict(lines_behind(parts))
    for at, cell in enumerate(shown):
        members = sum(nets(parts, behind[at])) if at in behind else 0
        assert cell.cents == parts[at].bills + members


@settings(max_examples=400)
@given(PARTS)
def test_no_number_and_no_difference_of_two_is_about_one_to_four_members(parts):
    """A cell, and "left" of one quarter less "left" of another, which is a run of cells."""
    cells = [quarters_of_it for _at, quarters_of_it in lines_behind(parts)]
    for first, last in combinations(range(len(cells) + 1), 2):
        run = [at for cell in cells[first:last] for at in cell]
        assert not 0 < len(nets(parts, run)) < FEWEST


@settings(max_examples=200)
@given(st.lists(PARTS, min_size=2, max_size=4))
def test_what_all_uses_leave_is_about_nobody_or_five(columns):
    """ "Left" adds up the uses; of each it holds whole runs, so of all together too."""
    length = min(len(parts) for parts in columns)
    columns = [parts[:length] for parts in columns]
    for first, last in combinations(range(length + 1), 2):
        payees = set()
        for parts in columns:
            found = Counter()
            for ends, cell in lines_behind(parts):
                for at in cell if first <= ends < last else ():
                    found.update(parts[at].people)
            payees |= {person for person, cents in found.items() if cents}
        assert not 0 < len(payees) < FEWEST


@given(PARTS)
def test_an_earlier_publication_said_the_same(parts):
    whole = fold(parts)
    for length in range(len(parts)):
        assert fold(parts[:length]) == whole[:length]


def test_five_are_shown_and_four_wait_for_one_more():
    assert fold([Part(everybody(5))]) == [Shown(375)]
    assert fold([Part(everybody(4), 20), Part(), Part({8: 75})]) == [
        *(Shown(20, waits=True), Shown(0, waits=True), Shown(375)),
    ]


def test_the_same_four_again_are_four_still():
    assert [cell.waits for cell in fold([Part(everybody(4)), Part(everybody(4))])] == [True, True]


def test_what_cancels_out_is_about_nobody():
    assert fold([Part({1: 0})]) == [Shown(0)]
    assert fold([Part({1: 75}), Part({1: -75})]) == [Shown(waits=True), Shown(0)]


def test_a_quarter_that_leaves_one_of_all_before_waits():
    """Five were paid, and four of them and one other are changed: "left" would tell of two."""
    before, after = Part(everybody(5)), Part({**everybody(4, -75), 9: 75})
    assert [cell.waits for cell in fold([before, after])] == [False, True]


@pytest.mark.parametrize(
    ("day", "first", "place"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), 1),
        (date(2026, 6, 30), date(2026, 4, 1), 2),
        (date(2026, 9, 1), date(2026, 7, 1), 3),
        (date(2026, 12, 31), date(2026, 10, 1), 4),
    ],
)
def test_a_quarter_has_a_first_day_and_a_place(day, first, place):
    assert (quarter_of(day), place_of(first)) == (first, place)


def test_quarters_follow_each_other_over_the_year():
    assert next_quarter(date(2026, 10, 1)) == date(2027, 1, 1)
    assert list(quarters(date(2026, 8, 9), date(2027, 1, 1))) == [date(2026, 7, 1), date(2026, 10, 1)]
