"""What a visitor sends as a key is a key or 0, and never a fault of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.numbers import key_in


@pytest.mark.parametrize(
    "sent", ["", "-1", "1.5", " 1", "²", "٣", "1e3", "9" * 19, "9" * 5000, "\x00", None, "None", "0x1"]
)
def test_what_is_no_key_is_0(sent):
    assert key_in(sent) == 0


@given(st.integers(0, 10**18 - 1))
def test_what_a_column_holds_is_read(number):
    assert key_in(str(number)) == key_in(number) == number


@given(st.text())
def test_no_text_is_a_fault(text):
    assert key_in(text) == 0 or text.isdigit()
