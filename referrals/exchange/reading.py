"""What a row of a file tells, and what is wrong with it, by column."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from community.core.errors import BadInput
from referrals.exchange.headings import BY_KEY, NOTE, read_cell
from referrals.tracking.models import NotesAllowed
from referrals.tracking.services.intake import check_age
from referrals.tracking.services.notes import check_note

Error = tuple[str, str]


def read_row(
    cells: Mapping[str, str], *, today: date, notes: NotesAllowed | None
) -> tuple[dict[str, Any], list[Error]]:
    """The values of ``cells`` by column, and what is wrong, each with its column, in plain words.

    ``notes``: under which permission a row may tell one.
    """
    values: dict[str, Any] = {}
    errors: list[Error] = []
    for key, words in cells.items():
        try:
            values[key] = read_cell(BY_KEY[key], words)
            if key == NOTE:
                check_note(words, notes)
        except BadInput as refusal:
            errors.append((key, refusal.message))
    if not errors:
        errors = _across(values, today)
    return values, errors


def _across(values: Mapping[str, Any], today: date) -> list[Error]:
    """What is wrong between two cells."""
    day = values.get("referred_on") or today
    try:
        check_age(values["birth_date"], day, today=today)
    except BadInput as refusal:
        return [("referred_on" if day > today else "birth_date", refusal.message)]
    return []
