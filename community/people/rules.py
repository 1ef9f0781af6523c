"""Who somebody is, as small predicates that take a Person and compose with & and |."""

from collections.abc import Callable
from typing import Any

import rules

# What the audit says when a number turns out to be somebody else's.
LOSE_PHONE = "lose_phone"


def has(*wanted: str) -> Callable[..., bool]:
    """A predicate: the person holds at least one of the roles ``wanted`` today.

    Roles are the staff roles ("coordinator", "facilitator", "ambassador", "finance"), "provider" for a
    seat on an action team, and "board" for a seat on any other group.
    """

    def holds(person: Any) -> bool:
        return person is not None and not person.roles.isdisjoint(wanted)

    return rules.predicate(holds, name=f"has:{'|'.join(wanted)}")


is_known = rules.predicate(lambda person: person is not None, name="is_known")
is_coordinator = has("coordinator")
is_ambassador = has("ambassador")
is_finance = has("finance")
is_provider = has("provider")
is_board_member = has("board")
runs_meetings = has("coordinator", "facilitator")
is_staff = has("coordinator", "facilitator", "ambassador", "finance")
handles_money = has("coordinator", "finance")
