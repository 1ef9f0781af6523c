"""What people type, and what we keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.errors import BadInput
from community.people.phones import for_people, is_e164, normalise

# North American numbers: an area code and an exchange do not begin with 0 or 1.
digits = st.integers(2, 9).flatmap(
    lambda first: st.text("0123456789", min_size=2, max_size=2).map(lambda rest: f"{first}{rest}")
)
line = st.text("0123456789", min_size=4, max_size=4)
shapes = st.sampled_from(
    ["{0}{1}{2}", "({0}) {1}-{2}", "{0}-{1}-{2}", "+1 {0} {1} {2}", "1.{0}.{1}.{2}", " +1({0}){1}-{2} "]
)


@given(digits, digits, line, shapes)
def test_every_way_to_write_a_number_is_the_same_number(area, exchange, last, shape):
    assert normalise(shape.format(area, exchange, last)) == f"+1{area}{exchange}{last}"


@given(st.text())
def test_any_text_is_a_number_or_refused_in_words(typed):
    try:
        number = normalise(typed)
    except BadInput:
        return
    assert is_e164(number)
    assert normalise(number) == number
    assert normalise(for_people(number)) == number


@pytest.mark.parametrize("typed", ["", "12", "555-0199", "718-555-0199 ext 3", "0" * 30, "rosa"])
def test_what_cannot_be_texted_is_refused(typed):
    with pytest.raises(BadInput):
        normalise(typed)


def test_a_number_from_elsewhere_keeps_its_country():
    assert normalise("+509 34 10 1234") == "+50934101234"
    assert for_people("+50934101234").startswith("+509")
    assert for_people("+17185550123") == "(718) 555-0123"
