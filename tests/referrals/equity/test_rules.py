"""Which groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.equity.rules import GroupKey, bridge, under_three
from referrals.tracking.models import RaceEthnicity


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
