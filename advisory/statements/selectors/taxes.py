"""What each payee was paid in a year, held against the year's threshold."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from advisory.payments.models import Payment, PaymentLine
from advisory.statements.models import ReportingThreshold, TaxNote
from advisory.statements.rules import Standing, standing, threshold_by_law
from advisory.stipends.models import Stipend
from advisory.stipends.rules import REFUNDS
from community.people.models import Community, Person

States = Stipend.State


@dataclass(frozen=True)
class Payee:
    """What one person was paid in the year, and is owed still (cents), refunds left out."""

    person_id: int
    name: str
    paid: int
    owed: int
    standing: Standing


@dataclass(frozen=True)
class TaxYear:
    """A year's payees, those with most first. ``threshold`` is None where nobody has said it yet."""

    year: int
    threshold: int | None
    source: str
    payees: list[Payee]

    def those(self, *standings: Standing) -> list[Payee]:
        """Those who stand so."""
        return [payee for payee in self.payees if payee.standing in standings]

    @property
    def reported(self) -> list[Payee]:
        return self.those(Standing.REPORTED)

    @property
    def close(self) -> list[Payee]:
        """Who comes near, or would cross with what is owed."""
        return self.those(Standing.NEAR, Standing.WOULD_CROSS)


def threshold_of(community: Community, year: int) -> int | None:
    """From how many cents on ``year`` is reported: the law's amount, else what finance has said."""
    return threshold_by_law(year) or _said(community, year)[0]


def _said(community: Community, year: int) -> tuple[int | None, str]:
    row = ReportingThreshold.objects.of(community).filter(year=year).first()
    return (row.cents, row.source) if row else (None, "")


def tax_year(community: Community, year: int) -> TaxYear:
    """What everybody was paid in ``year``, by the day it was paid on: failed payments and refunds left out.

    What is owed, approved or on its way counts as coming for this year alone. Four queries at most.
    """
    law = threshold_by_law(year)
    threshold, source = (law, "") if law else _said(community, year)
    paid = _paid(community, year)
    owed = _owed(community) if year == community.today().year else {}
    names = dict(Person.objects.of(community).filter(pk__in={*paid, *owed}).values_list("pk", "display_name"))
    payees = [
        Payee(pk, name, paid.get(pk, 0), owed.get(pk, 0), _standing(paid, owed, pk, threshold))
        for pk, name in names.items()
    ]
    return TaxYear(
        year, threshold, source, sorted(payees, key=lambda one: (-one.paid, one.name, one.person_id))
    )


def _standing(paid: dict[int, int], owed: dict[int, int], pk: int, threshold: int | None) -> Standing:
    return standing(paid.get(pk, 0), owed.get(pk, 0), threshold)


def _paid(community: Community, year: int) -> dict[int, int]:
    lines: Any = PaymentLine.objects.of(community).exclude(stipend__kind__in=REFUNDS)
    made = lines.filter(payment__state=Payment.State.PAID, payment__paid_on__year=year)
    sums = made.order_by().values_list("payment__person").annotate(cents=Sum("amount_cents"))
    return dict(sums)


def _owed(community: Community) -> dict[int, int]:
    coming = Stipend.objects.of(community).exclude(kind__in=REFUNDS)
    open_still: Any = coming.filter(state__in=[States.OWED, States.APPROVED, States.SENDING])
    return dict(open_still.order_by().values_list("person").annotate(cents=Sum("amount_cents")))


def newly_near(year: TaxYear) -> list[Payee]:
    """Those of ``year`` who come near or are over, and whom finance has not noted yet. One query."""
    found = [*year.reported, *year.close]
    noted = TaxNote.objects.filter(person__in=[payee.person_id for payee in found], year=year.year)
    known = set(noted.values_list("person", flat=True))
    return [payee for payee in found if payee.person_id not in known]


def years_paid(community: Community) -> list[int]:
    """The years in which anything was paid, and this one; the latest first."""
    paid = Payment.objects.of(community).filter(state=Payment.State.PAID)
    found = set(paid.order_by().values_list("paid_on__year", flat=True).distinct())
    return sorted(found | {community.today().year}, reverse=True)
