"""Taking in what the payer says became of each payment of a run.

Every row is checked before the first is written down. Then each payment settles in a transaction of its
own: where that breaks off, the same file is sent again, and what is written down already stays as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from advisory.payments.models import Payment, PaymentRun
from advisory.payments.reading import PAID, Mistake, Said, Wrong, results_in
from advisory.payments.rules import may_pay_in
from advisory.payments.services.settling import check_hands, check_paid, settle_failed, settle_paid
from community.core.errors import NotAllowed, Refused
from community.core.words import date_in_words, money_in_words
from community.people.models import Person

States = Payment.State


@dataclass
class Taken:
    """What a file of results has done: how many payments were paid or failed by it, how many it said
    nothing new of, and the rows that somebody else has settled otherwise in the meantime."""

    paid: int = 0
    failed: int = 0
    known: int = 0
    overtaken: list[Mistake] = field(default_factory=list)


def import_results(run: PaymentRun, data: bytes, *, by: Person) -> Taken:
    """Write down what the file ``data`` says of the payments of ``run``.

    Raises NotAllowed for those who are not finance, BadInput when it is no such file, and Wrong with
    every cell that cannot be right; then nothing is written down.
    """
    if not may_pay_in(by, run.community):
        raise NotAllowed(_("Only finance can say what became of a payment."))
    said = results_in(data)
    rows = Payment.objects.filter(run=run).select_related("run__community")
    payments = {payment.key: payment for payment in rows}
    mistakes = [mistake for one in said for mistake in _mistakes(payments.get(one.key), one, by)]
    if mistakes:
        raise Wrong(mistakes)
    return _settle({one.key: one for one in said}.values(), payments, by)


def _mistakes(payment: Payment | None, said: Said, by: Person) -> Iterable[Mistake]:
    """Why ``said`` cannot be written down of ``payment``."""
    if payment is None:
        return [Mistake(said.row, "key", _("This run has no payment with this key."))]
    try:
        if said.result == PAID:
            check_paid(payment, by=by, paid_on=said.paid_on, reference=said.reference)
        else:
            check_hands(payment, by=by)
    except NotAllowed as refusal:
        return [Mistake(said.row, "key", refusal.message)]
    except Refused as refusal:
        column = "paid_on" if payment.state == States.WAITING else "result"
        return [Mistake(said.row, column, refusal.message)]
    if said.result != PAID and payment.state == States.PAID:
        return [Mistake(said.row, "result", _contradiction(payment.paid_on))]
    if said.result == PAID and said.cents not in (None, payment.amount_cents):
        return [Mistake(said.row, "amount", _another_amount(payment.amount_cents))]
    return []


def _another_amount(cents: int) -> str:
    words = _("The run pays %(amount)s here. Ask the payer what was paid; another amount cannot be noted.")
    return words % {"amount": money_in_words(cents)}


def _contradiction(paid_on: date | None) -> str:
    words = _("This payment was paid on %(day)s. If the money came back, say so on the page of the run.")
    return words % {"day": date_in_words(paid_on) if paid_on else ""}


def _settle(said: Iterable[Said], payments: dict[UUID, Payment], by: Person) -> Taken:
    taken = Taken()
    for one in said:
        payment = payments[one.key]
        if payment.state != States.WAITING:
            taken.known += 1
            continue
        try:
            if one.result == PAID:
                settle_paid(payment, by=by, paid_on=one.paid_on, reference=one.reference)
                taken.paid += 1
            else:
                settle_failed(payment, by=by, why=one.reason, seen=States.WAITING)
                taken.failed += 1
        except Refused as refusal:
            taken.overtaken.append(Mistake(one.row, "key", refusal.message))
    return taken
