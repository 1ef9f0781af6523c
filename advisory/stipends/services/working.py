"""Writing down work outside of meetings, and what somebody spent."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from advisory.stipends.models import Rate, Stipend, Work
from advisory.stipends.rules import REFUNDS, Kind, Unit, earned, may_keep_pay
from advisory.stipends.selectors import rate_on, wish_of
from advisory.stipends.services.accruing import tell_owed
from advisory.stipends.services.funding import owe
from advisory.stipends.services.rates import HIGHEST_CENTS
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.people.models import Group, Membership, Person

A_DAY = 24 * 60


@dataclass(frozen=True)
class Done:
    """What somebody did for a group on one day: ``minutes`` of work, or a receipt of ``asked_cents``."""

    kind: str
    day: date
    minutes: int | None = None
    asked_cents: int | None = None


@transaction.atomic
def enter_work(group: Group, person: Person, done: Done, *, by: Person) -> Stipend:
    """Write down what ``person`` did or spent for ``group``, and owe them what the rate of that day gives.

    Members write down their own; whoever enters it does not approve it. Raises NotAllowed for others,
    BadInput for what cannot be or has no rate, Refused when that kind of work of that day is there, or
    was taken back: then only somebody else who handles money writes it down again.
    """
    if by.pk != person.pk and not may_keep_pay(by, group):
        raise NotAllowed(_("Only they, a coordinator or finance can write down what somebody did."))
    rate = rate_on(group, done.day, kind=done.kind, role=_role(group, person, done.day))
    check(group, done, rate)
    assert rate is not None  # noqa: S101  check has refused
    earlier = Stipend.objects.filter(
        group=group, person=person, kind=done.kind, day=done.day, work__isnull=False
    )
    latest = earlier.order_by("turn").last()
    if latest is not None and latest.state != Stipend.State.REVERSED:
        raise Refused(_("This is written down for that day already."))
    if latest is not None and by.pk == person.pk:
        raise Refused(_("This was taken back. If it is right after all, a coordinator writes it down."))
    return write_down(group, person, done, rate, by=by, turn=latest.turn + 1 if latest else 0)


def write_down(group: Group, person: Person, done: Done, rate: Rate, *, by: Person, turn: int) -> Stipend:
    """Keep ``done``, which ``check`` has let pass, and owe what ``rate`` gives for it."""
    full = comes_to(done, rate)
    try:
        with transaction.atomic():
            work = Work.objects.create(group=group, person=person, turn=turn, entered_by=by, **asdict(done))
    except IntegrityError as error:
        raise Refused(_("This is written down for that day already.")) from error
    # A refund is what they spent themselves, so a wish to be paid less does not touch it.
    wanted = full if done.kind in REFUNDS else wish_of(person).of(full)
    stipend = Stipend.objects.create(
        group=group,
        person=person,
        kind=done.kind,
        work=work,
        turn=turn,
        day=done.day,
        rate=rate,
        full_cents=full,
        amount_cents=wanted,
        currency=rate.currency,
        state=Stipend.State.OWED if wanted else Stipend.State.WAIVED,
        entered_by=by,
    )
    audit.record(work, "enter", by=by)
    if wanted:
        owe(group.community, [stipend])
        tell_owed([stipend])
    return stipend


def comes_to(done: Done, rate: Rate) -> int:
    """What ``rate`` gives for ``done`` (cents). Raises BadInput where that is nothing."""
    full = earned(rate.unit, rate.amount_cents, minutes=done.minutes or 0, asked=done.asked_cents or 0)
    if not full:
        raise BadInput(_("That comes to nothing. Check how long it took."))
    return full


def _role(group: Group, person: Person, day: date) -> str:
    """The place of ``person`` in ``group`` on ``day``. Raises BadInput without a seat."""
    seats = Membership.objects.on(day).filter(group=group, person=person, status__in=Membership.SEATED)
    seat = seats.order_by("status").first()
    if seat is None:
        raise BadInput(_("On that day they had no seat in this group."))
    return str(seat.status)


def check(group: Group, done: Done, rate: Rate | None) -> None:
    """Raise BadInput unless ``done`` can be, and ``rate`` says what it pays."""
    if done.kind == Kind.MEETING or done.kind not in Kind.values:
        raise BadInput(_("Meetings are paid by who was there. Choose another kind of work."))
    if done.day > group.community.today():
        raise BadInput(_("That day has not come yet."))
    if rate is None:
        raise BadInput(_("This group has no rate for that on that day. Set one first."))
    if (done.kind in REFUNDS) != (done.asked_cents is not None):
        raise BadInput(_("Say what the receipt comes to."))
    if done.asked_cents is not None and not 0 < done.asked_cents <= HIGHEST_CENTS:
        raise BadInput(_("A receipt comes to $0.01 to $1,000."))
    takes_time = done.minutes is not None or rate.unit == Unit.HOUR
    if takes_time and not 0 < (done.minutes or 0) <= A_DAY:
        raise BadInput(_("Say how long it took, at most one day."))
