"""Splitting people: everyone once, sizes even, each way what it promises."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from community.breakouts.rules import (
    COUNT,
    LANGUAGE,
    MIXED,
    Sitter,
    alone,
    how_many,
    joined,
    place_for,
    sizes,
    split,
)

kinds = st.tuples(st.booleans(), st.sampled_from(["en", "es", "ht"]))
rooms = st.lists(kinds, min_size=1, max_size=24).map(
    lambda found: [Sitter(key, *kind) for key, kind in enumerate(found)]
)
ways = st.sampled_from([COUNT, MIXED, LANGUAGE])
texts = st.text(alphabet="ab ", max_size=6).map(str.strip)


@given(rooms, st.integers(1, 30), ways)
def test_everyone_sits_once_and_no_two_groups_differ_by_more_than_one(room, wanted, way):
    groups = split(room, how_many(len(room), groups=wanted), way)
    assert sorted(one.key for group in groups for one in group) == [one.key for one in room]
    lengths = [len(group) for group in groups]
    assert max(lengths) - min(lengths) <= 1
    assert min(lengths) >= 1


@given(rooms, st.integers(1, 30))
def test_no_group_is_larger_than_was_asked(room, size):
    assert max(sizes(len(room), how_many(len(room), size=size))) <= size


@given(rooms, st.integers(1, 8))
def test_a_mix_spreads_families_and_others_as_evenly_as_can_be(room, wanted):
    groups = split(room, how_many(len(room), groups=wanted), MIXED)
    for kind in (True, False):
        counts = [sum(one.is_family == kind for one in group) for group in groups]
        assert max(counts) - min(counts) <= 1


@given(rooms, st.integers(1, 5))
def test_by_language_no_change_of_places_would_leave_fewer_alone(room, wanted):
    groups = split(room, how_many(len(room), groups=wanted), LANGUAGE)
    for one, other in combinations(groups, 2):
        for here in range(len(one)):
            for there in range(len(other)):
                left, right = list(one), list(other)
                left[here], right[there] = right[there], left[here]
                assert alone(left, right) >= alone(one, other)


def test_of_four_three_and_two_in_groups_of_three_only_one_is_alone():
    """Blocks one after the other would leave two alone."""
    spoken = ["es"] * 4 + ["en"] * 3 + ["ht"] * 2
    groups = split([Sitter(key, True, language) for key, language in enumerate(spoken)], 3, LANGUAGE)
    assert alone(*groups) == 1


@given(rooms, st.lists(kinds, max_size=6), st.sampled_from([COUNT, MIXED]))
def test_who_comes_late_keeps_the_sizes_even(room, late, way):
    groups = split(room, how_many(len(room), groups=3), way)
    for key, kind in enumerate(late, 100):
        groups[place_for(Sitter(key, *kind), groups, way)].append(Sitter(key, *kind))
    lengths = Counter(map(len, groups))
    assert max(lengths) - min(lengths) <= 1


def test_who_comes_late_sits_with_their_language_even_in_a_larger_group():
    groups = [[Sitter(1, True, "en")], [Sitter(2, True, "ht"), Sitter(3, True, "ht")]]
    assert place_for(Sitter(4, True, "ht"), groups, LANGUAGE) == 1
    assert place_for(Sitter(4, True, "es"), groups, LANGUAGE) == 0


@given(texts, texts)
def test_two_texts_that_crossed_are_both_kept_and_sent_again_change_nothing(kept, sent):
    both = joined(kept, sent)
    assert kept in both
    assert sent in both
    assert joined(both, sent) == both
