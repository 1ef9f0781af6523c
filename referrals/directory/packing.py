"""Services as HSDS 3's tabular data package: a zip of CSV files, with a datapackage.json that describes them.

What says nothing (null, "", an empty list) has no cell. Everything else comes back from
``unpacking.unpack`` as it went out.
"""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID, uuid5
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from community.core.sheets import FORMULA
from referrals.directory.headings import TABLES, links, owner_column, part_column

DERIVED = UUID("0c3c7e8e-54b1-4bb6-9f6f-3e3f5fb4a1a5")
# One date for all parts: the same directory is the same bytes.
WRITTEN_AT = (1980, 1, 1, 0, 0, 0)
# A telephone number may begin with +, and is no formula.
HARMLESS = re.compile(r"[\d ()+.\-]+")
Rows = dict[str, dict[str, dict[str, Any]]]


def pack(services: Iterable[dict[str, Any]], organisations: Iterable[dict[str, Any]]) -> bytes:
    """The zip of ``services`` with all they stand on, and of ``organisations`` that give none, too."""
    packing = _Packing()
    for record in organisations:
        packing.add("organization", record)
    for record in services:
        packing.add("service", record)
    zipped = BytesIO()
    resources = []
    with ZipFile(zipped, "w") as parts:
        for shape in TABLES:
            if rows := list(packing.rows[shape].values()):
                fields, content = _csv(shape, rows)
                _write(parts, TABLES[shape].path, content)
                resources.append(_resource(shape, fields))
        _write(parts, "datapackage.json", json.dumps(_described(resources), indent=1))
    return zipped.getvalue()


class _Packing:
    """Objects on their way into rows. An object that stands in several places is one row, if it is the same.

    HSDS wants an identifier once a table; where two different objects have one, the later gets another.
    """

    def __init__(self) -> None:
        self.rows: Rows = {shape: {} for shape in TABLES}
        self.whole: dict[tuple[str, str], dict[str, Any]] = {}
        self.number: dict[tuple[str, str], int] = {}
        self.last: dict[tuple[str, str, str], int] = {}

    def add(self, shape: str, record: dict[str, Any], link: tuple[str, str] | None = None) -> str:
        """The identifier of the row of ``record``. ``link``: its owner's identifier, after its column."""
        known = record["id"]
        while not self._fits(shape, known, record, link):
            told = json.dumps([known, link, record], sort_keys=True)
            known = str(uuid5(DERIVED, told))
        if (shape, known) not in self.whole:
            self._write(shape, known, record)
        if link:
            self.rows[shape][known][link[0]] = link[1]
            self.last[(shape, *link)] = self.number[shape, known]
        return known

    def _fits(self, shape: str, known: str, record: dict[str, Any], link: tuple[str, str] | None) -> bool:
        """Whether ``record`` may stand in the row ``known``, in the order in which its owner lists it."""
        if (shape, known) not in self.whole:
            return True
        if self.whole[shape, known] != record:
            return False
        taken = link and link[0] in self.rows[shape][known]
        return not link or not (taken or self.last.get((shape, *link), -1) > self.number[shape, known])

    def _write(self, shape: str, known: str, record: dict[str, Any]) -> None:
        table = TABLES[shape]
        row: dict[str, Any] = {"id": known}
        self.number[shape, known] = len(self.rows[shape])
        self.rows[shape][known], self.whole[shape, known] = row, record
        for key, value in record.items():
            if key == "id" or value in (None, "", [], {}):
                continue
            if key in table.many and _all_known(value):
                for inner in value:
                    self.add(table.many[key], inner, (owner_column(shape, table.many[key]), known))
            elif key in table.one and _all_known([value]):
                row[part_column(key)] = self.add(table.one[key], value)
            elif key not in links(shape):
                row[key] = value


def _all_known(rows: Any) -> bool:
    return isinstance(rows, list) and all(
        isinstance(row, dict) and isinstance(row.get("id"), str) and row["id"] for row in rows
    )


def _csv(shape: str, rows: Sequence[dict[str, Any]]) -> tuple[dict[str, str], str]:
    """The columns of ``rows`` with what each holds, and the text of the file."""
    said = {column for row in rows for column in row}
    first = ["id", *links(shape), *TABLES[shape].columns]
    columns = [name for name in dict.fromkeys(first) if name in said or name in TABLES[shape].columns]
    columns += sorted(said - set(columns))
    fields = {name: _kind([row[name] for row in rows if name in row]) for name in columns}
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name), fields[name]) for name in columns] for row in rows)
    return fields, written.getvalue()


def _kind(values: list[Any]) -> str:
    """The type of a column, as https://specs.frictionlessdata.io/table-schema/ calls it."""
    for name, kinds in (("string", {str}), ("integer", {int}), ("boolean", {bool})):
        if {type(value) for value in values} <= kinds:
            return name
    return "number" if {type(value) for value in values} <= {int, float} else "any"


def _cell(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if kind != "string":
        return json.dumps(value)
    if value.lstrip("'").startswith(FORMULA) and not HARMLESS.fullmatch(value):
        return f"'{value}"
    return str(value)


def _write(parts: ZipFile, name: str, content: str) -> None:
    parts.writestr(ZipInfo(name, WRITTEN_AT), content.encode(), ZIP_DEFLATED)


def _resource(shape: str, fields: dict[str, str]) -> dict[str, Any]:
    table = TABLES[shape]
    schema = {
        "fields": [{"name": name, "type": kind} for name, kind in fields.items()],
        "primaryKey": "id",
    }
    return {"name": table.resource, "path": table.path, "profile": "tabular-data-resource", "schema": schema}


def _described(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": "human_services_data",
        "title": "Human Services Data Specification",
        "profile": "tabular-data-package",
        "version": "3.1.1",
        "homepage": "https://docs.openreferral.org",
        "resources": resources,
    }
