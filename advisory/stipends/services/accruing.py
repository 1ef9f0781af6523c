"""What a meeting makes owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from advisory.boards.selectors import pay_rules_of
from advisory.ledger.models import LedgerEntry
from advisory.stipends.models import Rate, Stipend
from advisory.stipends.rules import PAID_KINDS, Kind, share_of
from advisory.stipends.selectors import Wish, rates_of, wishes_of
from advisory.stipends.services.funding import owe
from community.core import audit
from community.core.jobs import enqueue
from community.meetings.models import Attendance, Meeting
from community.meetings.rules import Lateness, lateness
from community.meetings.selectors import members_present
from community.people.models import Membership, Person


@dataclass(frozen=True)
class Due:
    """What one member's presence at a meeting is worth (cents), and what of it they want."""

    person_id: int
    rate: Rate
    full_cents: int
    wanted_cents: int
    entered_by_id: int | None

    def stipend(self, meeting: Meeting, day: date, *, turn: int = 0) -> Stipend:
        """The row, not saved yet."""
        return Stipend(
            group=meeting.group,
            person_id=self.person_id,
            meeting=meeting,
            kind=Kind.MEETING,
            turn=turn,
            day=day,
            rate=self.rate,
            full_cents=self.full_cents,
            amount_cents=self.wanted_cents,
            currency=self.rate.currency,
            state=Stipend.State.OWED if self.wanted_cents else Stipend.State.WAIVED,
            entered_by_id=self.entered_by_id,
        )


def due_for(meeting: Meeting) -> list[Due]:
    """What each member who was at ``meeting`` is due, by the rate of their role and the charter's rule.

    Late past the grace means the share that the charter says, none at 0. Nobody is due anything without
    a rate. A fixed number of queries.
    """
    day = meeting.roster_day
    if meeting.group.kind not in PAID_KINDS or day is None:
        return []
    rates = rates_of(meeting.group)
    late_percent = pay_rules_of(meeting.group, day).late_pay_percent
    people = list(members_present(meeting))
    arrivals = {row.person_id: row for row in Attendance.objects.filter(meeting=meeting)}
    roles = _roles(meeting, day)
    wishes = wishes_of(person.pk for person in people)
    found = []
    for person in people:
        rate = rates.on(day, roles.get(person.pk, ""))
        arrival = arrivals[person.pk]
        late = lateness(arrival.at, meeting.starts_at, meeting.grace_minutes) == Lateness.AFTER_GRACE
        full = share_of(rate.amount_cents, late_percent if late else 100) if rate else 0
        if rate and full:
            wanted = wishes.get(person.pk, Wish()).of(full)
            # Nobody approves what they themselves wrote down; their own check-in is attendance speaking.
            hand = arrival.recorded_by_id
            found.append(Due(person.pk, rate, full, wanted, hand))
    return found


def _roles(meeting: Meeting, day: date) -> dict[int, str]:
    seats = Membership.objects.on(day).filter(group=meeting.group, status__in=Membership.SEATED)
    return dict(seats.values_list("person_id", "status"))


@transaction.atomic
def accrue_for(meeting: Meeting, by: Person | None) -> int:
    """Owe each member who was at ``meeting`` what they are due. Says how many are new.

    Runs when a meeting closes, and again whenever somebody presses: what is owed already is not owed
    twice, and what was taken back stays so. Without a rate nobody is owed anything, and the money page
    asks for one.
    """
    due, day = due_for(meeting), meeting.roster_day
    if not due or day is None:
        return 0
    Stipend.objects.bulk_create([one.stipend(meeting, day) for one in due], ignore_conflicts=True)
    return len(book_new(meeting, by))


def book_new(meeting: Meeting, by: Person | None) -> list[Stipend]:
    """Write into the book what it does not hold yet of ``meeting``'s stipends; they are returned."""
    booked = LedgerEntry.objects.filter(stipend=OuterRef("pk"))
    waiting = Stipend.objects.filter(~Exists(booked), meeting=meeting, state=Stipend.State.OWED)
    new = list(waiting.select_for_update(of=("self",)).select_related("group__community").order_by("pk"))
    if new:
        owe(meeting.group.community, new)
        audit.record(meeting, "accrue", by=by)
        tell_owed(new)
    return new


def tell_owed(stipends: Iterable[Stipend]) -> None:
    """Text each member what is written down for them, after the commit."""
    enqueue("advisory.stipends.jobs.tell_owed", *[stipend.pk for stipend in stipends])
