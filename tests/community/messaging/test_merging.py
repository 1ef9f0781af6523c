"""The fields of a text for many."""

import pytest

from community.messaging.merging import fill, unknown_fields, without_fields


@pytest.mark.parametrize("field", ["{name}", "{First_name}", "{}", "{ first_name }", "{", "}"])
def test_a_field_that_there_is_none_of(field):
    assert unknown_fields(f"Hi {field}, {{community}} here, {field}") == [field]


def test_fields_are_filled_once():
    filled = fill(
        "{first_name} and {community}, {other}", {"first_name": "{community}", "community": "Maple"}
    )
    assert filled == "{community} and Maple, {other}"


def test_without_its_fields_the_rest_is_there():
    assert without_fields("Hi {first_name}!") == "Hi  !"
