"""Ballots as people write them: whole, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisory.decisions.reading import Written, written


@pytest.mark.parametrize(
    ("body", "marks", "points"),
    [
        ("3 1 2", (3, 1, 2), None),
        (" 3, 1, 2. ", (3, 1, 2), None),
        ("3 > 1 > 2", (3, 1, 2), None),
        ("a c f", ("A", "C", "F"), None),
        ("A,C,F", ("A", "C", "F"), None),
        ("B", ("B",), None),
        ("1=5 2=0", (1, 2), (5, 0)),
        ("1 = 5, 2:0", (1, 2), (5, 0)),
        ("A5 b2", ("A", "B"), (5, 2)),
        ("12 10", (12, 10), None),
    ],
)
def test_marks(body, marks, points):
    assert written(body) == Written(marks, points)


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "3",
        "312",
        "n",
        "Y",
        "FAB",
        "a dog",
        "A 2",
        "1=5 2",
        "call 3 1 2",
        "3 1 2?",
        "1-3",
        "12345 1",
        "A=5 6",
    ],
)
def test_what_is_no_ballot(body):
    assert written(body) is None


@given(st.text(max_size=60))
def test_any_text_is_read_whole_or_not_at_all(body):
    said = written(body)
    if said is not None:
        assert len({type(mark) for mark in said.marks}) == 1
        assert said.points is None or len(said.points) == len(said.marks)


@given(st.lists(st.integers(1, 26), min_size=2, max_size=9), st.sampled_from([" ", ", ", " > ", "; ", "  "]))
def test_however_the_marks_are_separated(places, between):
    assert written(between.join(map(str, places))) == Written(tuple(places))
    letters = tuple(chr(64 + place) for place in places)
    assert written(between.join(letters).lower()) == Written(letters)
