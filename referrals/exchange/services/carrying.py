"""Carrying the waiting rows of a file over: each becomes a referral, or none does."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.core import jobs
from community.core.access import require
from community.core.errors import Refused
from community.core.lifecycle import transition
from community.core.many_rows import add_values
from community.people.models import Person
from referrals.exchange.models import CarriedRow, ImportFile, WaitingRow
from referrals.exchange.reading import read_row
from referrals.exchange.rules import BATCH, KEEP_READ, may_import
from referrals.exchange.services.bringing import known_keys
from referrals.exchange.services.entries import entry_of, kept
from referrals.tracking.models import NotesAllowed
from referrals.tracking.selectors import notes_allowed
from referrals.tracking.services.many import NewReferral, log_many

CARRY = "referrals.exchange.jobs.carry"


class Stopped(Exception):
    """Rows that cannot be carried over: the id of each, and why, in words."""

    def __init__(self, errors: dict[int, str]) -> None:
        super().__init__(len(errors))
        self.errors = errors


@transaction.atomic
def start_carrying(brought: ImportFile, *, by: Person) -> ImportFile:
    """Have all rows of ``brought`` carried over by a job; twice is once.

    Raises Refused where a row is wrong: all or nothing.
    """
    require(may_import(by) and by.organisation_id == brought.organisation_id)
    locked = ImportFile.objects.select_for_update().get(pk=brought.pk)
    if locked.state in (ImportFile.State.CARRYING, ImportFile.State.DONE):
        return locked
    if locked.rows_wrong:
        raise Refused(_("Some rows are not right yet. Mend them in your file and bring it again."))
    transition(locked, "carry", by=by, state_at=timezone.now())
    jobs.enqueue(CARRY, locked.pk)
    return locked


def carry(brought: ImportFile) -> None:
    """Make a referral of each row of ``brought`` in one transaction; may run twice.

    Where a row is refused nothing is kept, the file waits again, and the refusal stands at its row.
    """
    with override(brought.by.language):
        try:
            _carry_all(brought.pk)
        except Stopped as stopped:
            _give_back(brought.pk, stopped.errors)


@transaction.atomic
def _carry_all(pk: int) -> None:
    brought = ImportFile.objects.select_for_update(of=("self",)).select_related("by__organisation").get(pk=pk)
    if brought.state != ImportFile.State.CARRYING:
        return
    done = sum(_carry_batch(brought, batch) for batch in _batches(brought))
    WaitingRow.objects.filter(file=brought).delete()
    transition(brought, "finish", by=brought.by, state_at=timezone.now(), rows_done=done)


def _batches(brought: ImportFile) -> Iterator[list[WaitingRow]]:
    """The rows to carry over, by stretches of lines: a stretch comes out of the index, however many wait."""
    waiting = WaitingRow.objects.filter(file=brought, is_known=False, is_wrong=False).order_by("line")
    while (first := waiting.aggregate(first=Min("line"))["first"]) is not None:
        while batch := list(waiting.filter(line__gte=first, line__lt=first + BATCH)):
            yield batch
            first += BATCH
        waiting = waiting.filter(line__gte=first)


def _carry_batch(brought: ImportFile, batch: list[WaitingRow]) -> int:
    carried = known_keys(brought.organisation_id, [row.key for row in batch])
    batch = [row for row in batch if row.key not in carried]
    today = brought.community.today()
    notes = notes_allowed(brought.organisation)
    outcomes = log_many([_entry(row, today, notes) for row in batch], by=brought.by)
    errors, done = {}, []
    for row, outcome in zip(batch, outcomes, strict=True):
        if isinstance(outcome, Refused):
            errors[row.pk] = outcome.message
        else:
            done.append((brought.organisation_id, row.key, outcome))
    if errors:
        raise Stopped(errors)
    add_values(CarriedRow, ("organisation_id", "key", "referral_id"), done)
    return len(batch)


def _entry(row: WaitingRow, today: Any, notes: NotesAllowed | None) -> NewReferral | Refused:
    values = kept(row.told, read_on=today)
    if values is None:
        values, errors = read_row(row.told["cells"], today=today, notes=notes)
        if errors:  # a birthday or a change of the rules since it was read
            return Refused(errors[0][1])
    return entry_of(values)


@transaction.atomic
def _give_back(pk: int, errors: dict[int, str]) -> None:
    brought = ImportFile.objects.select_for_update().get(pk=pk)
    rows = list(WaitingRow.objects.filter(file=brought, pk__in=errors))
    for row in rows:
        row.is_wrong = True
        row.told["errors"] = [("", errors[row.pk])]
        row.save(update_fields=["is_wrong", "told"])
    transition(brought, "stop", by=None, state_at=timezone.now(), rows_wrong=len(rows))


@transaction.atomic
def drop(brought: ImportFile, *, by: Person | None) -> ImportFile:
    """Put ``brought`` aside: its rows are no longer kept. Twice is once."""
    require(by is None or (may_import(by) and by.organisation_id == brought.organisation_id))
    locked = ImportFile.objects.select_for_update().get(pk=brought.pk)
    if locked.state != ImportFile.State.DROPPED:
        transition(locked, "drop", by=by, state_at=timezone.now())
        WaitingRow.objects.filter(file=locked).delete()
        ImportFile.objects.filter(pk=locked.pk).update(shown=None)
    return locked


def drop_old(now: datetime) -> int:
    """Put aside what nobody has carried over for a week; says how many files."""
    old = ImportFile.objects.filter(state=ImportFile.State.READ, state_at__lt=now - KEEP_READ)
    return len([drop(brought, by=None) for brought in old])
