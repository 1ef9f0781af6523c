"""Marks: equal where the facts are, and nowhere else."""

import re

from hypothesis import given
from hypothesis import strategies as st

from community.config.env import new_key
from referrals.sealing.marks import all_keys, mark, name_of, newest_key

KEY, OTHER = new_key(), new_key()
FACTS = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=3)


@given(FACTS, FACTS)
def test_two_marks_are_equal_only_of_equal_facts(one, other):
    assert (mark(KEY, 1, *one) == mark(KEY, 1, *other)) == (one == other)


@given(FACTS)
def test_another_community_or_key_makes_another_mark(facts):
    assert len({mark(KEY, 1, *facts), mark(KEY, 2, *facts), mark(OTHER, 1, *facts)}) == 3


def test_a_mark_and_the_name_of_a_key_are_of_small_letters_and_digits():
    assert re.fullmatch("[0-9a-f]{32}", mark(KEY, 1, "phone", "+13475550199"))
    assert re.fullmatch("[0-9a-f]{8}", name_of(KEY))
    assert name_of(KEY) != name_of(OTHER)


def test_new_marks_are_made_with_the_newest_key(settings):
    settings.BLIND_KEYS = [KEY, OTHER]
    assert newest_key() == KEY
    assert all_keys() == (KEY, OTHER)
