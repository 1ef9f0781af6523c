"""By what a row that comes again is known: the agency's own number for the family, or else all that it says.

What is kept is a keyed hash, so that nobody who reads the database learns the number or guesses the row.
"""

import json
from collections.abc import Mapping

from referrals.sealing.marks import all_keys, mark


def keys_of(organisation_id: int, community_id: int, cells: Mapping[str, str]) -> list[str]:
    """The keys under which a row may be known already, newest first; a new one is kept under the first."""
    said = {column: " ".join(words.split()) for column, words in cells.items() if words.strip()}
    number = said.get("own_number")
    if number:
        return keys_of_number(organisation_id, community_id, number)
    return _marks(organisation_id, community_id, "row", json.dumps(said, sort_keys=True))


def keys_of_number(organisation_id: int, community_id: int, number: str) -> list[str]:
    """The keys of what is known by its own number, newest first."""
    return _marks(organisation_id, community_id, "own number", number)


def _marks(organisation_id: int, community_id: int, *facts: str) -> list[str]:
    return [mark(key, community_id, "exchange", str(organisation_id), *facts) for key in all_keys()]
