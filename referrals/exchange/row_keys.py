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
    facts = ("own number", number) if number else ("row", json.dumps(said, sort_keys=True))
    return [mark(key, community_id, "exchange", str(organisation_id), *facts) for key in all_keys()]
