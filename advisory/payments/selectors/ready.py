"""What is approved, by the way its member is paid."""

from collections import defaultdict
from typing import NamedTuple

from advisory.stipends.models import Stipend
from advisory.stipends.rules import Method
from advisory.stipends.selectors import Wish, stipends_of, wishes_of
from community.people.models import Community, Person


def ready_by_method(community: Community, *, by: Person) -> dict[str, list[Stipend]]:
    """What ``by`` may pay today, by method: not their own, not what they approved, nobody who waits.

    Two queries.
    """
    approved = stipends_of(community).filter(state=Stipend.State.APPROVED)
    ready = list(approved.exclude(person=by).exclude(approved_by=by).order_by("pk"))
    wishes = wishes_of({stipend.person_id for stipend in ready})
    today = community.today()
    found: dict[str, list[Stipend]] = defaultdict(list)
    for stipend in ready:
        wish = wishes.get(stipend.person_id, Wish())
        if not wish.holds_on(today):
            found[wish.method].append(stipend)
    return dict(found)


class Ready(NamedTuple):
    """What one run would pay: how many people, for how many stipends, and how much (cents)."""

    method: Method
    people: int
    number: int
    cents: int


def ready_to_pay(community: Community, *, by: Person) -> list[Ready]:
    """What ``by`` may pay today, a line for each method that somebody wants. Two queries."""
    found = ready_by_method(community, by=by)
    return [
        Ready(
            method,
            len({stipend.person_id for stipend in found[method]}),
            len(found[method]),
            sum(stipend.amount_cents for stipend in found[method]),
        )
        for method in Method
        if method in found
    ]
