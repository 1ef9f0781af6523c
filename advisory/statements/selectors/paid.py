"""What one member was paid in one year."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from advisory.payments.models import Payment, PaymentLine
from advisory.statements.rules import Standing, standing
from advisory.statements.selectors.taxes import threshold_of
from advisory.stipends.rules import REFUNDS
from community.people.models import Person


@dataclass(frozen=True)
class Statement:
    """Pay and refunds apart: what is given back for something one spent is no income."""

    person: Person
    year: int
    pay: list[PaymentLine]
    refunds: list[PaymentLine]
    # From so many cents on the year is reported; None where nobody has said it yet.
    threshold: int | None

    @property
    def paid_cents(self) -> int:
        return sum(line.amount_cents for line in self.pay)

    @property
    def refunded_cents(self) -> int:
        return sum(line.amount_cents for line in self.refunds)

    @property
    def is_reported(self) -> bool:
        return standing(self.paid_cents, 0, self.threshold) == Standing.REPORTED


def _paid_to(person: Person) -> QuerySet[PaymentLine]:
    """Every line of a payment that reached ``person``; what failed is not among them."""
    return PaymentLine.objects.filter(payment__person=person, payment__state=Payment.State.PAID)


def statement_of(person: Person, year: int) -> Statement:
    """What ``person`` was paid in ``year``, by the day it was paid on. Two queries at most."""
    lines = list(
        _paid_to(person)
        .filter(payment__paid_on__year=year)
        .select_related(
            "payment__run",
            "stipend__meeting__group__community",
            "stipend__group__community",
            "stipend__rate",
            "stipend__work",
        )
        .order_by("payment__paid_on", "stipend__day", "pk")
    )
    return Statement(
        person,
        year,
        pay=[line for line in lines if line.stipend.kind not in REFUNDS],
        refunds=[line for line in lines if line.stipend.kind in REFUNDS],
        threshold=threshold_of(person.community, year),
    )


def years_of(person: Person) -> list[tuple[int, int]]:
    """The years in which ``person`` was paid and how much (cents), the latest first. One query."""
    paid = _paid_to(person).order_by().values_list("payment__paid_on__year")
    return sorted(paid.annotate(cents=Sum("amount_cents")), reverse=True)
