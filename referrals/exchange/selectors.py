"""Reading what was brought and what was taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from community.people.models import Person
from referrals.exchange.headings import BY_KEY
from referrals.exchange.models import ExportLog, ImportFile, WaitingRow
from referrals.exchange.reading import read_row
from referrals.exchange.rules import may_import
from referrals.tracking.rules import sees_whole_community


def files_for(person: Person) -> QuerySet[ImportFile]:
    """The files of ``person``'s organisation, the latest first; of nobody else's."""
    everything: QuerySet[ImportFile] = ImportFile.objects.of(person.community)
    if not may_import(person):
        return everything.none()
    return everything.filter(organisation=person.organisation_id).select_related("by").order_by("-pk")


def rows_to_show(brought: ImportFile) -> QuerySet[WaitingRow]:
    """The rows that are wrong, as long as there are any; else all of them."""
    waiting = WaitingRow.objects.filter(file=brought).order_by("line")
    return waiting.filter(is_wrong=True) if brought.rows_wrong else waiting


@dataclass(frozen=True)
class Shown:
    """A row as the page shows it: what was understood, and what is to be mended."""

    line: int
    cells: Mapping[str, str]
    values: Mapping[str, Any]
    mend: list[tuple[str, str]]
    is_known: bool


def shown(row: WaitingRow, today: date) -> Shown:
    """``row`` with its errors, each beside the name of its column in the reader's language."""
    values, _errors = read_row(row.told["cells"], today=today, notes=None)
    mend = [(str(BY_KEY[key].label) if key else "", words) for key, words in row.told["errors"]]
    return Shown(row.line, row.told["cells"], values, mend, row.is_known)


def exports_for(person: Person) -> QuerySet[ExportLog]:
    """Who took what, the latest first: of the whole community for a coordinator and an Ambassador, else of
    ``person``'s own organisation."""
    taken: QuerySet[ExportLog] = ExportLog.objects.of(person.community)
    if not sees_whole_community(person):
        taken = taken.filter(organisation=person.organisation_id)
    return taken.select_related("by", "organisation").order_by("-pk")
