"""The order of turns is fair, whatever happened before."""

import datetime
import itertools

from hypothesis import given
from hypothesis import strategies as st

from community.speaking.rules import FAMILY, ROLES, STAFF, Hand, Spoken, counted, order, role_of, shares

NOON = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
hands_of = st.lists(
    st.builds(
        lambda person, role, minute: Hand(person, person, role, NOON + datetime.timedelta(minutes=minute)),
        st.integers(1, 8),
        st.sampled_from(ROLES),
        st.integers(0, 5),
    ),
    unique_by=lambda hand: hand.person,
)
spoken_of = st.lists(st.builds(Spoken, st.integers(1, 8), st.integers(0, 600), st.booleans()), max_size=12)


@given(hands_of, spoken_of, st.booleans())
def test_who_has_not_spoken_stands_before_who_has_and_less_before_more(hands, spoken, families_first):
    total = counted(spoken)
    line = order(hands, spoken, families_first=families_first)
    assert sorted(line) == sorted(hands)
    for one, other in itertools.pairwise(line):
        if families_first and (one.role == STAFF) != (other.role == STAFF):
            assert other.role == STAFF
            continue
        before, after = total.get(one.person, -1), total.get(other.person, -1)
        assert before < after or (before == after and one.raised_at <= other.raised_at)


@given(hands_of, spoken_of, st.booleans(), st.randoms())
def test_the_order_of_the_rows_does_not_matter(hands, spoken, families_first, shuffler):
    mixed, said = list(hands), list(spoken)
    shuffler.shuffle(mixed)
    shuffler.shuffle(said)
    expected = order(hands, spoken, families_first=families_first)
    assert order(mixed, said, families_first=families_first) == expected


@given(hands_of.filter(bool), spoken_of, st.integers(1, 600), st.booleans())
def test_speaking_more_never_moves_anybody_up(hands, spoken, seconds, interpreted):
    person = hands[0].person
    place = [hand.person for hand in order(hands, spoken, families_first=False)].index(person)
    more = [*spoken, Spoken(person, seconds, interpreted)]
    assert [hand.person for hand in order(hands, more, families_first=False)].index(person) >= place


def test_of_interpreted_time_half_counts():
    assert counted([Spoken(1, 61, True), Spoken(2, 61, False), Spoken(1, 10, False)]) == {1: 81, 2: 122}


@given(spoken_of, st.dictionaries(st.integers(1, 8), st.sampled_from(ROLES)))
def test_shares_add_up_and_lie_within_one_percent(spoken, roles):
    told = shares(spoken, roles)
    total = sum(counted(spoken).values())
    assert sum(percent for _role, percent in told) == (100 if total else 0)
    for role, percent in told:
        exact = sum(time for person, time in counted(spoken).items() if roles.get(person, "guest") == role)
        assert abs(percent - 100 * exact / total) < 1


def test_whoever_has_a_seat_for_families_is_a_family():
    assert role_of({"board", "facilitator"}) == FAMILY
    assert role_of({"coordinator", "provider"}) == STAFF
    assert role_of({"provider"}) == "provider"
    assert role_of(()) == "guest"
