"""What is owed to whom."""

from typing import Any, NamedTuple

from django.db.models import Case, Count, F, QuerySet, Sum, When
from django.db.models.functions import TruncMonth

from advisory.ledger.models import LedgerEntry
from advisory.stipends.models import Stipend
from advisory.stipends.rules import Sums
from community.people.models import Community, Person

State = Stipend.State
# Those that count as money; the others were taken back or were never wanted.
STANDING = (State.OWED, State.APPROVED, State.SENDING, State.PAID)


def stipends_of(community: Community) -> QuerySet[Stipend]:
    """Every stipend of ``community``, with what a list shows of it."""
    return Stipend.objects.of(community).select_related(
        "person", "group__community", "meeting__group__community"
    )


def own_stipends(person: Person) -> QuerySet[Stipend]:
    """What ``person`` is owed and was paid, newest first. What was taken back is not among it."""
    return stipends_of(person.community).filter(person=person).exclude(state=State.REVERSED)


def standing(stipends: QuerySet[Stipend]) -> QuerySet[Stipend]:
    """Those of ``stipends`` that count as money."""
    return stipends.filter(state__in=STANDING)


def sums_of(person: Person) -> Sums:
    """What ``person`` is owed, and was paid in this calendar year where they live. Two queries."""
    by_state = dict(
        Stipend.objects.filter(person=person)
        .order_by()
        .values_list("state")
        .annotate(cents=Sum("amount_cents"))
    )
    year = person.community.today().year
    paid = Stipend.objects.filter(
        person=person,
        state=State.PAID,
        payment_lines__stands=True,
        payment_lines__payment__paid_on__year=year,
    ).aggregate(cents=Sum("amount_cents", default=0))
    open_states = (State.OWED, State.APPROVED, State.SENDING)
    owed, approved, sending = (by_state.get(state, 0) for state in open_states)
    return Sums(owed, approved, sending, paid["cents"])


class Total(NamedTuple):
    """How many stipends are in one state, and what they come to (cents)."""

    state: str
    label: str
    number: int
    cents: int


def totals(stipends: QuerySet[Stipend]) -> list[Total]:
    """Count and sum by state, in the order of a stipend's life; states without any are 0."""
    found = {
        row["state"]: row
        for row in stipends.order_by().values("state").annotate(number=Count("pk"), cents=Sum("amount_cents"))
    }
    empty = {"number": 0, "cents": 0}
    return [
        Total(state, str(state.label), found.get(state, empty)["number"], found.get(state, empty)["cents"])
        for state in STANDING
    ]


def months(community: Community) -> QuerySet[Any, Any]:
    """What became owed and what was paid (cents), month by month where the community lives, newest first."""
    kinds = LedgerEntry.Kind
    amount = F("amount_cents")
    return (
        LedgerEntry.objects.of(community)
        .filter(kind__in=[kinds.ACCRUAL, kinds.REVERSAL, kinds.PAYMENT, kinds.RETURN])
        .annotate(month=TruncMonth("day"))
        .order_by()
        .values("month")
        .annotate(
            owed=Sum(
                Case(
                    When(kind=kinds.ACCRUAL, then=amount), When(kind=kinds.REVERSAL, then=-amount), default=0
                )
            ),
            paid=Sum(
                Case(When(kind=kinds.PAYMENT, then=amount), When(kind=kinds.RETURN, then=-amount), default=0)
            ),
        )
        .order_by("-month")
    )
