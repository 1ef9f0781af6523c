"""Putting what is approved into payments: one payment a person, whatever number of stipends it pays.

A run and its payments are one transaction, so a start that broke off has left nothing behind. Stipends
are locked in the order of their keys, then the payment, then the book.
"""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.payments.models import Payment, PaymentLine, PaymentRun
from advisory.payments.rules import may_pay_in
from advisory.payments.selectors import ready_by_method
from advisory.payments.services.settling import settle_paid
from advisory.stipends.models import Stipend
from advisory.stipends.rules import may_pay
from advisory.stipends.selectors import wish_of
from advisory.stipends.services import lock
from community.core import audit
from community.core.errors import NotAllowed, Refused
from community.core.lifecycle import Move, transition_all
from community.meetings.models import Meeting
from community.people.models import Community, Person

States = Stipend.State


@transaction.atomic
def start_run(community: Community, *, method: str, by: Person) -> PaymentRun:
    """Begin to pay everyone who is paid by ``method`` and has something approved.

    Leaves out what is ``by``'s own, what ``by`` approved, and whoever wants to wait until a later day.
    Raises NotAllowed for those who are not finance, Refused when nothing is left.
    """
    if not may_pay_in(by, community):
        raise NotAllowed(_("Only finance can pay stipends."))
    ready = ready_by_method(community, by=by).get(method, [])
    locked = lock(Stipend.objects.filter(pk__in=[stipend.pk for stipend in ready]))
    due = [one for one in locked if one.state == States.APPROVED and may_pay(by, one)]
    if not due:
        raise Refused(_("Nothing waits to be paid this way any more."))
    return _put(community, method, due, by=by)


def _put(community: Community, method: str, stipends: list[Stipend], *, by: Person) -> PaymentRun:
    """A run that pays ``stipends``, locked and approved."""
    run = PaymentRun.objects.create(community=community, method=method, started_by=by)
    by_person: dict[int, list[Stipend]] = defaultdict(list)
    for stipend in stipends:
        by_person[stipend.person_id].append(stipend)
    payments = Payment.objects.bulk_create(
        Payment(run=run, person_id=person_id, amount_cents=sum(one.amount_cents for one in owed))
        for person_id, owed in by_person.items()
    )
    PaymentLine.objects.bulk_create(
        PaymentLine(payment=payment, stipend=stipend, amount_cents=stipend.amount_cents)
        for payment in payments
        for stipend in by_person[payment.person_id]
    )
    now = timezone.now()
    transition_all([Move(stipend, "send", {"paid_by": by, "paid_at": now}) for stipend in stipends], by=by)
    audit.record(run, "start", by=by)
    return run


@transaction.atomic
def mark_paid(stipend: Stipend, *, by: Person) -> Stipend:
    """Say that the money of ``stipend`` has left: a run of one payment, paid.

    Raises NotAllowed for one's own stipend, for one that ``by`` approved, and for those who are not
    finance; Refused when it is not approved yet, on its way, or paid already.
    """
    [locked] = lock(Stipend.objects.filter(pk=stipend.pk))
    _may_pay(locked, by)
    if locked.state == States.OWED:
        raise Refused(_("This stipend is not approved yet. A coordinator approves it first."))
    if locked.state != States.APPROVED:
        said = _("That can't be done now: it is already “%(state)s”.")
        raise Refused(said % {"state": locked.get_state_display()})
    _pay_now([locked], by=by)
    locked.refresh_from_db()
    return locked


@transaction.atomic
def pay_meeting(meeting: Meeting, *, by: Person) -> int:
    """Say that everything approved for ``meeting`` is paid, except one's own and those ``by`` approved."""
    ready = Stipend.objects.filter(meeting=meeting, state=States.APPROVED)
    due = lock(ready.exclude(person=by).exclude(approved_by=by))
    if not due:
        raise Refused(_("Nothing of this meeting waits for your payment any more."))
    for stipend in due:
        _may_pay(stipend, by)
    _pay_now(due, by=by)
    return len(due)


def _may_pay(stipend: Stipend, by: Person) -> None:
    if by.pk == stipend.person_id:
        raise NotAllowed(_("This is your own stipend. Somebody else must pay it."))
    if by.pk == stipend.approved_by_id:
        raise NotAllowed(_("You approved this stipend, so somebody else must pay it."))
    if not may_pay(by, stipend):
        raise NotAllowed(_("Only finance can mark a stipend paid."))


def _pay_now(stipends: list[Stipend], *, by: Person) -> None:
    """Pay ``stipends`` each the way its member wants, in runs that are settled at once."""
    community = stipends[0].group.community
    ways: dict[str, list[Stipend]] = defaultdict(list)
    for stipend in stipends:
        ways[wish_of(stipend.person).method].append(stipend)
    for method, owed in ways.items():
        run = _put(community, method, owed, by=by)
        for payment in run.payments.order_by("pk"):
            settle_paid(payment, by=by)
