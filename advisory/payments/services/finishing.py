"""Saying of a whole run at once that it was paid, as of gift cards and of cash that was signed for."""

from datetime import date

from django.utils.translation import gettext as _

from advisory.payments.models import Payment, PaymentRun
from advisory.payments.rules import may_pay_in
from advisory.payments.services.settling import settle_paid
from community.core.errors import BadInput, NotAllowed, Refused
from community.people.models import Person


def settle_all(run: PaymentRun, *, by: Person, paid_on: date | None = None) -> int:
    """Say that every payment of ``run`` that is on its way was paid; one's own is left to others.

    Each settles in a transaction of its own; where that breaks off, it is pressed again. Says how many.
    Raises NotAllowed for those who are not finance, BadInput for a day that cannot be, Refused when
    nothing is left.
    """
    if not may_pay_in(by, run.community):
        raise NotAllowed(_("Only finance can say what became of a payment."))
    waiting = Payment.objects.filter(run=run, state=Payment.State.WAITING).exclude(person=by)
    count = 0
    for payment in waiting.order_by("pk"):
        try:
            settle_paid(payment, by=by, paid_on=paid_on)
        except BadInput:
            raise
        except Refused:
            continue  # somebody else was faster
        count += 1
    if not count:
        raise Refused(_("Nothing of this run is on its way any more."))
    return count
