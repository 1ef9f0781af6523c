"""How members want to be paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from advisory.stipends.models import PayWish
from advisory.stipends.rules import Method
from community.people.models import Person


@dataclass(frozen=True)
class Wish:
    """How one member is paid: who has said nothing gets the whole by check, as soon as it is approved."""

    method: str = Method.CHECK
    at_most_cents: int | None = None
    not_before: date | None = None

    def of(self, cents: int) -> int:
        """How much of ``cents`` the member wants."""
        return cents if self.at_most_cents is None else min(cents, self.at_most_cents)

    def holds_on(self, day: date) -> bool:
        """Whether the member wants to wait still on ``day``."""
        return self.not_before is not None and day < self.not_before


def wishes_of(person_ids: Iterable[int]) -> dict[int, Wish]:
    """The latest wish of each person who said one. One query."""
    rows = PayWish.objects.filter(person__in=list(person_ids)).order_by("pk")
    return {row.person_id: Wish(row.method, row.at_most_cents, row.not_before) for row in rows}


def wish_of(person: Person) -> Wish:
    """How ``person`` wants to be paid."""
    return wishes_of([person.pk]).get(person.pk, Wish())
