"""The seats themselves: a group gets more of them, or one less."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from advisory.boards.models import Seat, Term
from advisory.boards.rules import may_keep
from community.core import audit
from community.core.errors import BadInput, NotAllowed, Refused
from community.people.models import Group, Person

MOST_AT_ONCE = 40


def check_keeper(person: Person, group: Group) -> None:
    """Raise NotAllowed unless ``person`` keeps the seats and texts of ``group``."""
    if not may_keep(person, group):
        raise NotAllowed(_("Only a coordinator can change seats and charters."))


@transaction.atomic
def add_seats(group: Group, *, number: int, since: date, by: Person, purpose: str = "") -> list[Seat]:
    """Give ``group`` ``number`` more seats from ``since`` on, all kept for ``purpose`` ("": for anybody)."""
    check_keeper(by, group)
    if not 1 <= number <= MOST_AT_ONCE:
        raise BadInput(_("Add from 1 to 40 seats at once."))
    Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    last = Seat.objects.filter(group=group).aggregate(last=Max("number"))["last"] or 0
    seats = [
        Seat(group=group, number=last + step, purpose=" ".join(purpose.split())[:80], since=since)
        for step in range(1, number + 1)
    ]
    for seat in Seat.objects.bulk_create(seats):
        audit.record(seat, "add", by=by)
    return seats


def lock_seat(seat: Seat) -> Seat:
    """The row of ``seat``, held until the commit, with its group and community."""
    rows = Seat.objects.select_for_update(of=("self",)).select_related("group__community")
    return rows.get(pk=seat.pk)


@transaction.atomic
def close_seat(seat: Seat, *, on: date, by: Person) -> Seat:
    """Take ``seat`` away after the day ``on``. Raises Refused while somebody holds it beyond that day."""
    check_keeper(by, seat.group)
    locked = lock_seat(seat)
    if locked.until is not None:
        raise Refused(_("This seat has been taken away already."))
    if on < locked.since:
        raise BadInput(_("The seat began on a later day."))
    if Term.objects.filter(seat=locked).exclude(membership__until__lte=on).exists():
        raise Refused(_("Somebody holds this seat. End their term first."))
    locked.until = on
    locked.save(update_fields=["until"])
    audit.record(locked, "close", by=by)
    return locked
