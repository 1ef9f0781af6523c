"""Reading a file into rows that wait. Nothing of it is a referral yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import audit
from community.core.access import require
from community.core.among import among
from community.core.errors import BadInput
from community.core.many_rows import add_values
from community.people.models import Person
from referrals.exchange.files import delimited, encodings, workbooks
from referrals.exchange.files.delimited import Row
from referrals.exchange.headings import COLUMNS, known_headings
from referrals.exchange.models import CarriedRow, ImportFile, WaitingRow
from referrals.exchange.reading import read_row
from referrals.exchange.row_keys import keys_of
from referrals.exchange.rules import BATCH, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, may_import
from referrals.exchange.services.entries import as_kept
from referrals.tracking.rules import folded
from referrals.tracking.selectors import notes_allowed


def read_file(file: BinaryIO, *, by: Person, size: int, encoding: str = "") -> ImportFile:
    """Read ``file`` (CSV or .xlsx, told apart by its first bytes) into rows that wait.

    ``encoding``: how it was saved, where somebody says so. What is wrong with a row is kept beside it;
    what is wrong with the whole file raises BadInput, and nothing is kept.
    """
    require(may_import(by))
    if size > MOST_BYTES:
        raise BadInput(_("This file is too big. Bring it in parts of at most 100 megabytes."))
    rows, reading = _open(file, encoding)
    with transaction.atomic():
        brought = ImportFile(
            community=by.community, organisation=by.organisation, by=by, encoding=reading.encoding
        )
        try:
            headings = next(rows)[1]
            columns, unused = find_columns(headings)
            brought.shown = {"words": list(reading.words[:12]), "unused": unused}
            brought.save()
            _Reader(brought, columns).read(rows)
        except StopIteration:
            raise BadInput(_("This file is empty.")) from None
        except UnicodeDecodeError:
            raise BadInput(_("Letters of this file can't be read. Save it as “CSV UTF-8”.")) from None
        if not brought.rows_read:
            raise BadInput(_("This file has headings, but no rows."))
        brought.save()
        audit.record(brought, "read", by=by, to_state=brought.state)
    return brought


def _open(file: BinaryIO, encoding: str) -> tuple[Iterator[Row], encodings.Reading]:
    file.seek(0)
    start = file.read(4)
    if start == workbooks.OLE:
        raise BadInput(
            _("This is an old or a locked workbook. Save it as .xlsx without a password, or as “CSV UTF-8”.")
        )
    if start == workbooks.ZIP:
        return workbooks.rows(file), encodings.Reading("xlsx", ())
    if encoding:
        reading = encodings.named(file, encoding)
    else:
        found = encodings.readings(file)
        if len(found) > 1:
            raise BadInput(_which(found))
        reading = found[0]
    return delimited.rows(file, reading.encoding), reading


def _which(found: list[encodings.Reading]) -> str:
    """The words that two readings give, so that somebody who knows the names can say which is right."""
    told = "; ".join(
        _("%(words)s: choose %(encoding)s")
        % {"words": ", ".join(f"“{word}”" for word in reading.words[:3]), "encoding": reading.encoding}
        for reading in found
    )
    return _("We can't be sure how this file was saved. Which is right? %(told)s.") % {"told": told}


def find_columns(headings: list[str]) -> tuple[dict[int, str], list[str]]:
    """Which place of a row holds which column, and the headings that nothing is known of.

    Raises BadInput where a column is missing or stands twice.
    """
    known, unused = known_headings(), []
    found: dict[int, str] = {}
    if len(headings) > MOST_COLUMNS:
        raise BadInput(_("This file has more than %(most)d columns.") % {"most": MOST_COLUMNS})
    for place, heading in enumerate(headings):
        column = known.get(folded(heading))
        if column is not None and column in found.values():
            raise BadInput(_("Two columns of this file mean “%(heading)s”.") % {"heading": heading[:40]})
        if column is not None:
            found[place] = column
        elif heading.strip():
            unused.append(heading[:40])
    missing = [
        str(column.label) for column in COLUMNS if column.required and column.key not in found.values()
    ]
    if missing:
        raise BadInput(
            _("These columns are missing: %(columns)s. The template has all of them.")
            % {"columns": "; ".join(missing)}
        )
    return found, unused


class _Reader:
    """Keeps the rows of one file, a batch at a time, so that memory does not grow with the file."""

    def __init__(self, brought: ImportFile, columns: dict[int, str]) -> None:
        self.brought, self.columns = brought, columns
        self.width = max(columns) + 1
        self.today, self.notes = brought.community.today(), notes_allowed(brought.organisation)

    def read(self, rows: Iterator[Row]) -> None:
        while batch := list(islice(rows, BATCH)):
            self.brought.rows_read += len(batch)
            if self.brought.rows_read > MOST_ROWS:
                raise BadInput(
                    _("This file has more than %(most)d rows. Bring it in parts.") % {"most": MOST_ROWS}
                )
            self._keep([self._row(line, cells) for line, cells in batch])

    def _row(self, line: int, cells: list[str]) -> "_Row":
        told = {column: cells[place] if place < len(cells) else "" for place, column in self.columns.items()}
        values, errors = read_row(told, today=self.today, notes=self.notes)
        if len(cells) < self.width:
            errors = [("", _("This row has fewer cells than the headings."))]
        keys = keys_of(self.brought.organisation_id, self.brought.community_id, told)
        return _Row(line, told, as_kept(values, read_on=self.today), errors, keys)

    def _keep(self, batch: list["_Row"]) -> None:
        keys = [key for row in batch for key in row.keys]
        carried = known_keys(self.brought.organisation_id, keys)
        there = WaitingRow.objects.filter(among("key", keys), file=self.brought, is_wrong=False)
        earlier = {row.key: (row.line, row.told["cells"]) for row in there}
        for row in batch:
            if not row.errors:
                row.compare(earlier, carried)
        add_values(
            WaitingRow,
            ("file_id", "line", "key", "told", "is_wrong", "is_known"),
            (
                (self.brought.pk, row.line, row.keys[0], row.told, bool(row.errors), row.is_known)
                for row in batch
            ),
        )
        self.brought.rows_wrong += sum(bool(row.errors) for row in batch)
        self.brought.rows_known += sum(row.is_known for row in batch)


@dataclass
class _Row:
    """One row of the file. ``keys``: under which it may be known, the newest first."""

    line: int
    cells: dict[str, str]
    values: dict[str, Any]
    errors: list[tuple[str, str]]
    keys: list[str]
    is_known: bool = False

    @property
    def told(self) -> dict[str, Any]:
        """What is kept of a right row is what it means, too."""
        told = {"cells": self.cells, "errors": self.errors}
        return told if self.errors else told | self.values

    def compare(self, earlier: dict[str, tuple[int, dict[str, str]]], carried: set[str]) -> None:
        """Whether the same row was carried over, or stands in an ``earlier`` line of this file, by key."""
        here = (self.line, self.cells)
        line, cells = earlier.setdefault(self.keys[0], here)
        if line == self.line:
            self.is_known = any(key in carried for key in self.keys)
        elif cells == self.cells:
            self.is_known = True
        else:
            words = _("This number stands in line %(line)d, too, with other words.") % {"line": line}
            self.errors = [("own_number", words)]


def known_keys(organisation_id: Any, keys: list[str]) -> set[str]:
    """Those of ``keys`` under which a row of the organisation was carried over already."""
    carried = CarriedRow.objects.filter(among("key", keys), organisation=organisation_id)
    return set(carried.values_list("key", flat=True))
