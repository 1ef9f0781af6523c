"""One child or two: names, birth dates and phones as they are really written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.config.env import new_key
from referrals.sealing.marks import newest_key
from referrals.tracking.likeness import (
    Entry,
    Likeness,
    could_be_named,
    is_one_slip,
    is_slip,
    likeness,
    marks,
    marks_to_look_for,
)

BORN = date(2025, 3, 4)
SWAPPED = date(2025, 4, 3)
PHONE, OTHER_PHONE = "+13475550199", "+13475550111"


def entry(name="Zéphyrine Joseph", born=BORN, phone=PHONE, zip_code="11212"):
    return Entry(name, born, phone, zip_code)


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        # all three agree, in letters, sound, initials, or but for one letter
        (entry(), entry("zephyrine joseph"), Likeness.SAME),
        (entry(), entry("Zefirin Josef"), Likeness.SAME),
        (entry(), entry("Joseph Zéphyrine"), Likeness.SAME),
        (entry(), entry("Zephyrine"), Likeness.SAME),
        (entry(), entry("Z. J."), Likeness.SAME),
        (entry("Mariela"), entry("Mariella"), Likeness.SAME),
        (entry("Santiago"), entry("Santiaog"), Likeness.SAME),
        # twins: one birth date, one phone, two names
        (entry("Jayden"), entry("Kayden"), None),
        (entry("Noah"), entry("Nia"), None),
        (entry("Jordan"), entry("Jordan twin"), None),
        (entry("Jordan"), entry("Jordan gemelo"), None),
        (entry("J."), entry("J. twin"), None),
        (entry("Jordan 1"), entry("Jordan 2"), None),
        (entry("Jordan A"), entry("Jordan B"), None),
        # the same phone, and a slip in the birth date
        (entry(), entry(born=SWAPPED), Likeness.MAYBE),
        (entry(), entry(born=date(2025, 3, 14)), Likeness.MAYBE),
        (entry(), entry(born=date(2024, 3, 4)), Likeness.MAYBE),
        (entry("Zoé"), entry("Zoe", born=SWAPPED), Likeness.MAYBE),
        (entry(), entry(born=date(2023, 11, 20)), None),
        (entry("Z. J."), entry("Z. J.", born=SWAPPED), None),
        (entry("Amara"), entry("Jayden", born=SWAPPED), None),
        # another phone
        (entry(), entry("Zefirin Josef", phone=OTHER_PHONE), Likeness.MAYBE),
        (entry(), entry("Zefirin Josef", phone=OTHER_PHONE, zip_code="11233"), Likeness.MAYBE),
        (entry(), entry("Zefirin Josef", phone=OTHER_PHONE, born=SWAPPED), Likeness.MAYBE),
        (entry(), entry("Zefirin", phone=OTHER_PHONE), Likeness.MAYBE),
        (entry(), entry("Zefirin", phone=OTHER_PHONE, zip_code="11233"), None),
        (entry(), entry("Z. J.", phone=OTHER_PHONE), None),
        (entry(), entry("Amara Joseph", phone=OTHER_PHONE), None),
        (entry(), entry(phone=OTHER_PHONE, born=date(2025, 3, 14)), None),
        # no phone is no agreement
        (entry(phone=""), entry("Zefirin", phone="", zip_code="11233"), None),
    ],
)
def test_whether_two_entries_are_one_child(one, other, like):
    assert likeness(one, other) is like
    assert likeness(other, one) is like, "it is the same question the other way round"
    if like:
        kept = marks(7, one, newest_key())
        assert kept & marks_to_look_for(7, other), "what is alike is found by a mark"


ENTRIES = st.builds(
    Entry,
    st.sampled_from(
        ["Zoé", "Zoe J.", "Z. J.", "Jayden Bennett", "Jaden Benet", "Jordan twin", "Noah", "JR", "?"]
    ),
    st.sampled_from([BORN, SWAPPED, date(2025, 3, 14), date(2024, 2, 29), date(2023, 11, 20)]),
    st.sampled_from(["", PHONE, OTHER_PHONE]),
    st.sampled_from(["11212", "11233"]),
)


@given(ENTRIES, ENTRIES)
def test_likeness_has_no_order_and_is_always_found_by_a_mark(one, other):
    assert likeness(one, other) is likeness(other, one)
    if likeness(one, other):
        assert marks(7, one, newest_key()) & marks_to_look_for(7, other)


@given(ENTRIES, ENTRIES)
def test_only_at_the_same_phone_are_two_entries_one_child_for_certain(one, other):
    """Logging many at once relies on it (``services.many``)."""
    if likeness(one, other) is Likeness.SAME:
        assert one.phone == other.phone != ""


@given(ENTRIES)
def test_an_entry_is_like_itself_where_it_has_a_phone(one):
    assert likeness(one, one) is Likeness.SAME or not one.phone
    assert not marks(7, one, newest_key()) & marks(8, one, newest_key())


def test_marks_of_older_keys_are_looked_for_too(settings):
    old, new = new_key(), new_key()
    settings.BLIND_KEYS = [new, old]
    assert marks(7, entry(), old) <= marks_to_look_for(7, entry())
    assert marks(7, entry(), new) <= marks_to_look_for(7, entry())


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("maria", "maria", True),
        ("maria", "marai", True),
        ("maria", "mara", True),
        ("maria", "marian", True),
        ("maria", "mariq", True),
        ("maria", "amria", True),
        ("maria", "mrai", False),
        ("maria", "moriq", False),
        ("", "a", True),
        ("", "ab", False),
    ],
)
def test_one_slip_of_the_finger(one, other, slip):
    assert is_one_slip(one, other) is slip
    assert is_one_slip(other, one) is slip


def _distance(one, other):
    """Optimal string alignment, the long way: an oracle."""
    rows = [[max(i, j) if not i or not j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            cost = one[i - 1] != other[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_one_slip_is_a_distance_of_one_at_most(one, other):
    assert is_one_slip(one, other) == (_distance(one, other) <= 1)


def test_a_birth_date_with_a_slip():
    assert is_slip(BORN, BORN)
    assert is_slip(BORN, SWAPPED)
    assert is_slip(date(2025, 3, 4), date(2025, 3, 24))
    assert not is_slip(date(2025, 3, 4), date(2025, 5, 24))


def test_initials_fit_only_names_that_have_them():
    assert could_be_named("J. R.", "Jordan Rivera")
    assert not could_be_named("J. R.", "Jordan")
    assert not could_be_named("J.", "K.")
