"""How members want to be paid."""

from collections.abc import Iterable

from advisory.stipends.models import PayWish
from advisory.stipends.rules import Wish
from community.people.models import Person


def wishes_of(person_ids: Iterable[int]) -> dict[int, Wish]:
    """The latest wish of each person who said one. One query."""
    rows = PayWish.objects.filter(person__in=list(person_ids)).order_by("pk")
    return {row.person_id: Wish(row.method, row.at_most_cents, row.not_before) for row in rows}


def wish_of(person: Person) -> Wish:
    """How ``person`` wants to be paid."""
    return wishes_of([person.pk]).get(person.pk, Wish())
