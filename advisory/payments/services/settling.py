"""What became of a payment: it was paid, or it did not go through and what it paid is owed again.

Each payment settles in a transaction of its own. Saying the same of it again changes nothing, so a list
of results that broke off half way is simply taken again.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.ledger.rules import Kind as Step
from advisory.ledger.services import post
from advisory.payments.models import Payment, PaymentLine
from advisory.payments.reading import LONGEST_REASON, LONGEST_REFERENCE
from advisory.payments.rules import may_pay_in
from advisory.payments.words import failed_words, paid_words
from advisory.stipends.models import Stipend
from advisory.stipends.services import lock
from advisory.stipends.services.funding import line
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import Move, transition, transition_all
from community.messaging.services import send_text
from community.people.models import Person

States = Payment.State


@transaction.atomic
def settle_paid(payment: Payment, *, by: Person, paid_on: date | None = None, reference: str = "") -> Payment:
    """Say that ``payment`` was paid, on ``paid_on`` (today), write it in the book, and text the member.

    Said again with the same day and number, nothing happens. Raises NotAllowed for one's own and for
    those who are not finance, BadInput for a day that cannot be, Refused when it failed, or was paid on
    another day or under another number.
    """
    locked, stipends = _hold(payment)
    reference = reference.strip()[:LONGEST_REFERENCE]
    check_paid(locked, by=by, paid_on=paid_on, reference=reference)
    if locked.state == States.PAID:
        return locked
    day, now = paid_on or locked.run.community.today(), timezone.now()
    transition(locked, "pay", by=by, paid_on=day, reference=reference, settled_by=by, settled_at=now)
    transition_all([Move(one, "pay", {"paid_at": now}) for one in stipends], by=by)
    for stipend in stipends:
        waited = max((day - stipend.day).days, 0)
        PaymentLine.objects.filter(payment=locked, stipend=stipend).update(waited_days=waited)
    _write(Step.PAYMENT, locked, stipends)
    send_text(locked.person, lambda: paid_words(locked, stipends), once_key=f"paid:{locked.pk}")
    return locked


@transaction.atomic
def settle_failed(payment: Payment, *, by: Person, why: str, seen: str | None = None) -> Payment:
    """Say that ``payment`` did not go through, or came back: what it paid is owed again.

    Said again, nothing happens. ``seen`` is the state in which ``by`` saw it, where that matters: what did
    not go through is not what came back. Raises NotAllowed like ``settle_paid``, BadInput without a
    reason, and Refused when it is in another state than was seen.
    """
    locked, stipends = _hold(payment)
    check_hands(locked, by=by)
    if locked.state == States.FAILED:
        return locked
    if seen not in (None, locked.state):
        raise Refused(_("Somebody else has said what became of this payment. Look at it again."))
    if not why.strip():
        raise BadInput(_("Say why the payment did not go through."))
    was_paid = locked.state == States.PAID
    if was_paid:
        _write(Step.RETURN, locked, stipends)
    now, told = timezone.now(), why.strip()[:LONGEST_REASON]
    transition(locked, "fail", by=by, why=told, why_failed=told, settled_by=by, settled_at=now)
    blank = {"approved_by": None, "approved_at": None, "paid_by": None, "paid_at": None}
    transition_all([Move(one, "fail", blank) for one in stipends], by=by)
    PaymentLine.objects.filter(payment=locked).update(stands=False)
    send_text(locked.person, lambda: failed_words(locked), once_key=f"failed:{locked.pk}")
    return locked


def _hold(payment: Payment) -> tuple[Payment, list[Stipend]]:
    """``payment`` and what it pays, as they stand, held until the transaction ends."""
    stipends = lock(Stipend.objects.filter(payment_lines__payment=payment, payment_lines__stands=True))
    rows = Payment.objects.select_for_update(of=("self",)).select_related(
        "run__community", "person__community"
    )
    return rows.get(pk=payment.pk), stipends


def check_hands(payment: Payment, *, by: Person) -> None:
    """Raise NotAllowed where ``by`` may not say what became of ``payment``."""
    if by.pk == payment.person_id:
        raise NotAllowed(_("This is your own payment. Somebody else must say what became of it."))
    if not may_pay_in(by, payment.run.community):
        raise NotAllowed(_("Only finance can say what became of a payment."))


def check_paid(payment: Payment, *, by: Person, paid_on: date | None, reference: str) -> None:
    """Raise what ``settle_paid`` would, and change nothing."""
    check_hands(payment, by=by)
    if payment.state == States.FAILED:
        raise Refused(_("This payment failed already. What it paid is owed again, and paid by another."))
    if payment.state == States.PAID:
        if paid_on in (None, payment.paid_on) and reference in ("", payment.reference):
            return
        raise Refused(_("This payment is paid already, on another day or under another number."))
    zone, today = payment.run.community.zone, payment.run.community.today()
    if not payment.run.started_at.astimezone(zone).date() <= (paid_on or today) <= today:
        raise BadInput(_("A payment is paid between the day of its run and today."))


def _write(step: str, payment: Payment, stipends: list[Stipend]) -> None:
    post(
        payment.run.community,
        [
            line(
                step,
                stipend,
                f"{step}:{payment.pk}:{stipend.pk}",
                fund_id=stipend.fund_id,
                payment_id=payment.pk,
            )
            for stipend in stipends
        ],
    )
