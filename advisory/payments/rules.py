"""Who pays. Nothing here reads the database."""

from typing import Any

from community.people.rules import is_finance


def may_pay_in(person: Any, community: Any) -> bool:
    """Whether ``person`` may start runs of ``community`` and say what became of each payment."""
    return is_finance(person) and person.community_id == community.pk
