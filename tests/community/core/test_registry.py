"""Plug points: in order, each key once."""

import pytest

from community.core.registry import Plugs


def test_plugs_come_in_the_order_they_were_added():
    plugs = Plugs()
    for key in ("b", "a", "c"):
        plugs.add(key, key.upper())
    assert list(plugs) == ["B", "A", "C"]
    assert dict(plugs.items()) == {"b": "B", "a": "A", "c": "C"}
    assert (plugs["a"], plugs.get("z")) == ("A", None)


def test_a_key_is_taken_once():
    plugs = Plugs()
    plugs.add("a", first := object())
    plugs.add("a", first)
    with pytest.raises(ValueError, match="'a' is plugged in already"):
        plugs.add("a", object())
    assert list(plugs) == [first]
