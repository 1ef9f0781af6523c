"""Numbers that come from outside: from buttons, addresses and sockets."""

from typing import Any

# Both databases keep keys up to 2**63 - 1, which has 19 digits.
MOST_DIGITS = 18


def key_in(sent: Any) -> int:
    """The key that ``sent`` is; 0, which no row has, where it is none or no column could hold it."""
    text = str(sent)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
