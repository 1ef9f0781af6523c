"""Putting right what was owed by mistake: a line the other way, and a new one in its place."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from advisory.ledger.models import LedgerEntry
from advisory.ledger.rules import Kind as Step
from advisory.ledger.services import post
from advisory.stipends.models import Stipend
from advisory.stipends.rules import may_correct
from advisory.stipends.services.accruing import accrue_for, book_new, due_for
from advisory.stipends.services.approving import lock
from advisory.stipends.services.funding import line
from advisory.stipends.services.working import Done, check, comes_to, write_down
from advisory.stipends.words import taken_back_words
from community.core.errors import BadInput, NotAllowed
from community.core.lifecycle import transition
from community.meetings.models import Meeting
from community.messaging.services import send_text
from community.people.models import Person

States = Stipend.State
CAN_BE_TAKEN_BACK = (States.OWED, States.APPROVED, States.WAIVED)


@transaction.atomic
def reverse_stipend(stipend: Stipend, *, by: Person, why: str) -> Stipend:
    """Take back what was owed by mistake. The book keeps both lines.

    The member hears of it. Raises NotAllowed for one's own and for those who do not handle money, BadInput
    without a reason, and Refused when it is on its way or paid: money that left comes back by a payment
    that failed.
    """
    locked = hold_to_correct(stipend, by=by, why=why)
    was_wanted = locked.state != States.WAIVED
    take_back(locked, by=by, why=why)
    if was_wanted:
        send_text(locked.person, lambda: taken_back_words(locked), once_key=f"taken_back:{locked.pk}")
    return locked


@transaction.atomic
def correct_work(stipend: Stipend, done: Done, *, by: Person, why: str) -> Stipend:
    """Put in the place of ``stipend`` what ``done``, the same work or receipt put right, comes to at the
    rate of that day. Both stand in the book, today: a closed month stays as it is.

    Whoever corrects it does not approve it. Raises what ``reverse_stipend`` raises, and BadInput for another
    day or kind of work, and for what comes to the same.
    """
    locked = hold_to_correct(stipend, by=by, why=why)
    if locked.work_id is None:
        raise BadInput(_("Who was at a meeting is put right on the meeting's page."))
    if (done.kind, done.day) != (locked.kind, locked.day):
        raise BadInput(_("For another day or other work, take this back and write down the right one."))
    check(locked.group, done, locked.rate)
    if comes_to(done, locked.rate) == locked.full_cents:
        raise BadInput(_("That comes to the same amount."))
    take_back(locked, by=by, why=why)
    return write_down(locked.group, locked.person, done, locked.rate, by=by, turn=locked.turn + 1)


def hold_to_correct(stipend: Stipend, *, by: Person, why: str) -> Stipend:
    """``stipend`` as it stands, locked, if ``by`` may put it right and says why."""
    [locked] = lock(Stipend.objects.filter(pk=stipend.pk))
    if by.pk == locked.person_id:
        raise NotAllowed(_("This is your own stipend. Somebody else must put it right."))
    if not may_correct(by, locked):
        raise NotAllowed(_("Only a coordinator or finance can put a stipend right."))
    if not why.strip():
        raise BadInput(_("Say why it is taken back."))
    return locked


def take_back(locked: Stipend, *, by: Person | None, why: str) -> None:
    """Reverse ``locked``, in the book too where it stands there."""
    booked = LedgerEntry.objects.filter(stipend=locked).exists()
    transition(locked, "reverse", by=by, why=why.strip()[:200])
    if booked:
        key = f"reversal:{locked.pk}"
        post(locked.group.community, [line(Step.REVERSAL, locked, key, fund_id=locked.fund_id)])


@transaction.atomic
def attendance_says(meeting: Meeting, people: Sequence[Person], *, by: Person) -> list[Stipend]:
    """Bring what ``people`` are owed for ``meeting`` in line with who was there, and since when.

    What is owed or approved and is not right is reversed, and the right amount, where there is one, is
    written in its place by ``by``, who may not approve it. Those that are on their way or paid and are
    not right are returned: a person must settle them.
    """
    accrue_for(meeting, by)
    keys = [person.pk for person in people]
    due = {one.person_id: one for one in due_for(meeting) if one.person_id in keys}
    there = Stipend.objects.filter(meeting=meeting, person__in=keys)
    turns = dict(there.values_list("person").annotate(last=Max("turn")).order_by())
    kept = []
    for stipend in lock(there.exclude(state=States.REVERSED)):
        right = due.pop(stipend.person_id, None)
        if right is not None and right.full_cents == stipend.full_cents:
            continue
        if stipend.state not in CAN_BE_TAKEN_BACK:
            kept.append(stipend)
            continue
        take_back(stipend, by=by, why=_("attendance was corrected"))
        if right is not None:
            due[stipend.person_id] = right
    day = meeting.roster_day
    for person_id, right in due.items():
        if person_id in turns:
            again = replace(right, entered_by_id=by.pk)
            again.stipend(meeting, day, turn=turns[person_id] + 1).save()
    book_new(meeting, by)
    return kept
