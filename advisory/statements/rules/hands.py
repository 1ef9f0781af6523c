"""Who keeps the tax year."""

from typing import Any

from community.people.rules import is_finance


def may_keep_tax_year(person: Any, community: Any) -> bool:
    """Whether ``person`` may say from how much on is reported, take the list, and note who comes near."""
    return is_finance(person) and person.community_id == community.pk
