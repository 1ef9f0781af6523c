"""What a row of a file tells, and what is wrong with it, by column."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from community.core.errors import BadInput
from referrals.exchange.headings import BY_KEY, read_cell
from referrals.tracking.services.intake import check_age

Error = tuple[str, str]


def read_row(cells: Mapping[str, str], *, today: date) -> tuple[dict[str, Any], list[Error]]:
    """The values of ``cells`` by column, and what is wrong, each with its column, in plain words."""
    values: dict[str, Any] = {}
    errors: list[Error] = []
    for key, words in cells.items():
        try:
            values[key] = read_cell(BY_KEY[key], words)
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
