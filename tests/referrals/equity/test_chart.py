"""Where dots and words stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.equity.chart import _dot, _ticks, draw, fitting_scale
from referrals.equity.measures import Rate, rate
from referrals.equity.models import AggregateCount
from referrals.equity.rules import Place
from referrals.equity.scales import NARROW, WIDE
from tests.factories.equity import compared, small_town
from tests.factories.people import CommunityFactory

LAYOUTS = pytest.mark.parametrize("layout", [NARROW, WIDE], ids=lambda layout: layout.kind)
rates = st.builds(rate, st.integers(0, 3000), st.integers(1, 10_000))


@LAYOUTS
@given(found=st.lists(rates | st.none(), max_size=8))
def test_everything_stays_inside_the_picture(layout, found):
    scale = fitting_scale(found, layout)
    assert 0 < scale.step <= scale.end
    assert scale.end / scale.step < 11
    for one in filter(None, found):
        dot = _dot(one, 50, scale)
        assert layout.left <= dot.low <= dot.x <= dot.high <= layout.right
        assert dot.beyond == (one.upper > scale.end)


@LAYOUTS
def test_one_wide_interval_does_not_squeeze_the_rest(layout):
    scale = fitting_scale([rate(100, 1000), rate(1, 10), rate(2, 100)], layout)
    assert scale.end == 200
    cut = _dot(rate(1, 10), 50, scale)
    assert cut.beyond
    assert cut.high == layout.right


@LAYOUTS
def test_a_number_stands_beside_its_interval_or_over_its_dot(layout):
    scale = fitting_scale([rate(100, 1000), rate(500, 4000), rate(0, 20)], layout)
    assert _dot(rate(100, 1000), 50, scale).anchor == "start"
    over = _dot(rate(0, 20), 50, scale)
    assert (over.said_x, over.said_y) == (scale.x(0), 39)


@pytest.mark.parametrize(
    ("highest", "said"),
    [
        (10, ["0", "2.5", "5.0", "7.5", "10.0 per 1,000"]),
        (1, ["0", "0.25", "0.50", "0.75", "1.00 per 1,000"]),
        (0.04, ["0", "0.01", "0.02", "0.03", "0.04 per 1,000"]),
        (8000, ["0", "2,000", "4,000", "6,000", "8,000 per 1,000"]),
    ],
)
def test_ticks_say_where_they_stand(highest, said):
    scale = fitting_scale([Rate(highest / 2, 0, highest, "Byar", 0.95, 1, 1.0, 1000)], WIDE)
    assert [tick.text for tick in _ticks(scale, 0)] == said


@pytest.mark.django_db
def test_the_places_are_named_where_everyone_has_no_dot():
    small_town(community := CommunityFactory())
    AggregateCount.objects.filter(group="aian", place=Place.NEIGHBORHOOD).delete()
    picture = draw(compared(community), WIDE)
    assert [words.text for words in picture.lines[0].instead] == ["Maple Street: not recorded"]
    assert [words.text for words in picture.names] == ["the rest of Oakville"]


@LAYOUTS
def test_a_town_without_referrals_still_has_a_scale(layout):
    assert fitting_scale([rate(0, 1000)], layout).end > 0
    assert fitting_scale([], layout).end > 0
