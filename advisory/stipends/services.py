"""Changing money: the rate, what a meeting makes owed, approving, paying.

Every change of a stipend and its line in the book are one transaction. Several stipends are always
locked in the order of their keys, so two people pressing at once wait for each other and no more.
"""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from advisory.stipends.models import LedgerEntry, Rate, Stipend
from advisory.stipends.rules import PAID_KINDS, may_approve, may_pay, may_set_rate
from advisory.stipends.selectors import rate_on
from advisory.stipends.words import approved_words, paid_words
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.core.lifecycle import transition
from community.meetings.models import Meeting
from community.meetings.selectors import members_present
from community.messaging.services import send_text
from community.people.models import Group, Person

# More than this for one meeting is a slip of the keyboard.
HIGHEST_CENTS = 1_000_00
# So is a year with two digits, or one that is far off: a rate cannot be taken back.
EARLIEST, A_YEAR = date(2000, 1, 1), timedelta(days=366)

Account, Kind = LedgerEntry.Account, LedgerEntry.Kind
# The two accounts each kind of line moves money between, as (debit, credit).
SIDES = {Kind.ACCRUAL: (Account.EXPENSE, Account.PAYABLE), Kind.PAYMENT: (Account.PAYABLE, Account.CASH)}


@transaction.atomic
def set_rate(group: Group, *, amount_cents: int, since: date, by: Person) -> Rate:
    """Say what one meeting of ``group`` pays (cents) from ``since`` on. What is owed already stays.

    Raises NotAllowed for those who do not handle money, BadInput for an amount that cannot be, and
    Refused when a rate from that very day is there: rates are never changed, only followed by others.
    """
    if not may_set_rate(by, group):
        raise NotAllowed(_("Only a coordinator or finance can set what a meeting pays."))
    if group.kind not in PAID_KINDS:
        raise BadInput(_("Members of this group are not paid for meetings."))
    if not 0 < amount_cents <= HIGHEST_CENTS:
        raise BadInput(_("A meeting pays from $0.01 to $1,000."))
    if not EARLIEST <= since <= group.community.today() + A_YEAR:
        raise BadInput(_("A rate begins within the next year at the latest. Check the year."))
    try:
        with transaction.atomic():
            rate = Rate.objects.create(group=group, amount_cents=amount_cents, since=since)
    except IntegrityError as error:
        raise Refused(_("There is a rate from that day on already. Choose a later day.")) from error
    audit.record(rate, "set", by=by)
    return rate


@transaction.atomic
def accrue_for(meeting: Meeting, by: Person | None) -> int:
    """Owe each member who was at ``meeting`` its stipend, at the rate of that day. Says how many are new.

    Runs when a meeting closes, and again whenever somebody presses: what is owed already is not owed
    twice. Without a rate nobody is owed anything, and the money page asks for one.
    """
    day = meeting.roster_day
    if meeting.group.kind not in PAID_KINDS or day is None:
        return 0
    rate = rate_on(meeting.group, day)
    if rate is None:
        return 0
    Stipend.objects.bulk_create(
        [
            Stipend(
                person=person,
                meeting=meeting,
                rate=rate,
                amount_cents=rate.amount_cents,
                currency=rate.currency,
            )
            for person in members_present(meeting)
        ],
        ignore_conflicts=True,
    )
    booked = LedgerEntry.objects.filter(stipend=OuterRef("pk"), kind=Kind.ACCRUAL)
    new = list(Stipend.objects.filter(~Exists(booked), meeting=meeting).order_by("pk"))
    LedgerEntry.objects.bulk_create([line(stipend, Kind.ACCRUAL) for stipend in new], ignore_conflicts=True)
    if new:
        audit.record(meeting, "accrue", by=by)
    return len(new)


def line(stipend: Stipend, kind: str) -> LedgerEntry:
    """The line of the book for one step of ``stipend``."""
    debit, credit = SIDES[Kind(kind)]
    return LedgerEntry(
        stipend=stipend,
        kind=kind,
        debit=debit,
        credit=credit,
        amount_cents=stipend.amount_cents,
        currency=stipend.currency,
    )


def lock(stipends: QuerySet[Stipend]) -> list[Stipend]:
    """``stipends`` as they stand, held until the transaction ends."""
    return list(
        stipends.select_for_update(of=("self",))
        .select_related("person__community", "meeting__group__community")
        .order_by("pk")
    )


@transaction.atomic
def approve_stipend(stipend: Stipend, *, by: Person) -> Stipend:
    """Say that ``stipend`` is right and may be paid, and text the member.

    Raises NotAllowed for one's own stipend and for those who are no coordinator, Refused when it is
    approved or paid already.
    """
    [locked] = lock(Stipend.objects.filter(pk=stipend.pk))
    if by.pk == locked.person_id:
        raise NotAllowed(_("This is your own stipend. Another coordinator must approve it."))
    if not may_approve(by, locked):
        raise NotAllowed(_("Only a coordinator can approve a stipend."))
    transition(locked, "approve", by=by, approved_by=by, approved_at=timezone.now())
    send_text(locked.person, lambda: approved_words(locked), once_key=f"approved:{locked.pk}")
    return locked


@transaction.atomic
def mark_paid(stipend: Stipend, *, by: Person) -> Stipend:
    """Say that the money of ``stipend`` has left, write it in the book, and text the member.

    Raises NotAllowed for one's own stipend, for one that ``by`` approved, and for those who are not
    finance; Refused when it is not approved yet or paid already.
    """
    [locked] = lock(Stipend.objects.filter(pk=stipend.pk))
    if by.pk == locked.person_id:
        raise NotAllowed(_("This is your own stipend. Somebody else must pay it."))
    if by.pk == locked.approved_by_id:
        raise NotAllowed(_("You approved this stipend, so somebody else must pay it."))
    if not may_pay(by, locked):
        raise NotAllowed(_("Only finance can mark a stipend paid."))
    if locked.state == Stipend.State.OWED:
        raise Refused(_("This stipend is not approved yet. A coordinator approves it first."))
    transition(locked, "pay", by=by, paid_by=by, paid_at=timezone.now())
    line(locked, Kind.PAYMENT).save()
    send_text(locked.person, lambda: paid_words(locked), once_key=f"paid:{locked.pk}")
    return locked


@transaction.atomic
def approve_meeting(meeting: Meeting, *, by: Person) -> int:
    """Approve every stipend of ``meeting`` that is owed, except one's own; says how many."""
    owed = lock(Stipend.objects.filter(meeting=meeting, state=Stipend.State.OWED).exclude(person=by))
    for stipend in owed:
        approve_stipend(stipend, by=by)
    if not owed:
        raise Refused(_("Nothing of this meeting waits for your approval any more."))
    return len(owed)


@transaction.atomic
def pay_meeting(meeting: Meeting, *, by: Person) -> int:
    """Mark every approved stipend of ``meeting`` paid, except one's own and those ``by`` approved."""
    ready = Stipend.objects.filter(meeting=meeting, state=Stipend.State.APPROVED)
    due = lock(ready.exclude(person=by).exclude(approved_by=by))
    for stipend in due:
        mark_paid(stipend, by=by)
    if not due:
        raise Refused(_("Nothing of this meeting waits for your payment any more."))
    return len(due)
