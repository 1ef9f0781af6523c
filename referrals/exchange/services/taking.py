"""Taking a table away: written down first, who takes which fields of which children and why."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from typing import IO, Any

from django.db import transaction
from django.db.models import Exists
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.errors import BadInput
from community.core.sheets import cell
from community.people.models import Person
from referrals.exchange.models import ExportLog
from referrals.exchange.rules import BATCH, may_export
from referrals.exchange.services.bundling import write_bundle
from referrals.exchange.tables import columns_for, headings, names_in_full, row
from referrals.tracking.models import Referral
from referrals.tracking.selectors import agreed_to_texts, page_of

# What is smaller stays in memory; what is bigger is on the disk only while it is sent.
IN_MEMORY = 2_000_000


@transaction.atomic
def take(*, by: Person, kind: str, reason: str, why: str = "") -> tuple[ExportLog, IO[bytes]]:
    """The table that ``by`` may take, as a file open at its start, and the line that says so.

    Each cell is what ``by`` sees on the pages. Every child has a line of its own in the audit.
    """
    require(may_export(by))
    if reason == ExportLog.Reason.OTHER and not why.strip():
        raise BadInput(_("Say in a few words what it is for."))
    require(kind != ExportLog.Kind.FHIR or names_in_full(by))
    fields, today = columns_for(by), by.community.today()
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  whoever sends it closes it
    counted = _Counted(referrals_to_take(by))
    noted = _noted(counted, by)
    if kind == ExportLog.Kind.FHIR:
        write_bundle(file, noted, by=by)
    else:
        write = _write_xlsx if kind == ExportLog.Kind.XLSX else _write_csv
        write(file, headings(fields), (row(referral, fields, by=by, today=today) for referral in noted))
    log = ExportLog.objects.create(
        community=by.community,
        organisation=by.organisation,
        by=by,
        kind=kind,
        reason=reason,
        why=why.strip(),
        fields=list(fields),
        rows=counted.count,
    )
    audit.record(log, "take", by=by, why=reason)
    file.seek(0)
    return log, file


def referrals_to_take(by: Person) -> Iterator[Referral]:
    """The referrals that ``by`` may see, a batch at a time."""
    last = 0
    found = page_of(by).annotate(may_text=Exists(agreed_to_texts())).order_by("pk")
    while batch := list(found.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        yield from batch


class _Counted:
    """Counts what goes through."""

    def __init__(self, rows: Iterable[Referral]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Referral]:
        for one in self.rows:
            self.count += 1
            yield one


def _noted(referrals: Iterable[Referral], by: Person) -> Iterator[Referral]:
    """Write a line for each child of ``referrals``."""
    lines: list[Any] = []
    for referral in referrals:
        lines.append(audit.line(referral.child, "export", by=by))
        if len(lines) == BATCH:
            audit.record_all(lines)
            lines = []
        yield referral
    audit.record_all(lines)


def _write_csv(file: IO[bytes], heading: list[str], rows: Iterable[list[Any]]) -> None:
    # The mark by which Excel knows UTF-8.
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([cell(value) for value in one] for one in rows)
    text.flush()
    text.detach()


def _write_xlsx(file: IO[bytes], heading: list[str], rows: Iterable[list[Any]]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(heading)
    for one in rows:
        sheet.append([cell(value) for value in one])
    book.save(file)
