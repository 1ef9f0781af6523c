"""Dots stay inside their picture, whatever the numbers."""

import statistics

from hypothesis import given
from hypothesis import strategies as st

from community.core.pictures import Figure, place_dots

amounts = st.floats(0, 1e6)
figures = st.lists(
    st.tuples(amounts, amounts, amounts).map(
        lambda three: Figure("Part", statistics.median(three), min(three), max(three), "said")
    ),
    max_size=8,
)


@given(figures, st.one_of(st.none(), st.tuples(st.just("City"), amounts)))
def test_everything_is_inside(given_figures, reference):
    dots = place_dots(given_figures, reference=reference)
    for row in dots.rows:
        assert 0 <= row.low <= row.x <= row.high <= 100
        assert row.label_y < row.y < dots.height
    if dots.reference:
        assert 0 <= dots.reference.x <= 100


def test_the_picture_says_its_numbers():
    dots = place_dots([Figure("North", 9.1, 7.0, 11.7, "9.1 (7.0 to 11.7)")], reference=("City", 9.9))
    assert dots.words == "North: 9.1 (7.0 to 11.7)"
    assert dots.reference.anchor == "end"
