"""Reading HSDS 3's tabular data package: a zip of CSV files becomes the records that JSON would hold.

A row that names no owner and that no row names (a telephone of nobody) says nothing of a service, and is
left out.
"""

import csv
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from community.core.sheets import FORMULA
from referrals.directory.headings import NUMBERS, TABLES, links, owners, part_column
from referrals.directory.shapes import Problem

BEGINS = b"PK\x03\x04"
DESCRIPTION = "datapackage.json"
MOST_UNPACKED = 20_000_000
MOST_PARTS = 200
MOST_ROWS = 50_000
Fields = dict[str, str]


class Unreadable(Exception):
    """The package as a whole, or one of its files, cannot be read. ``problem`` says which and why."""

    def __init__(self, words: str, path: str = "") -> None:
        super().__init__(words)
        self.problem = Problem(path, words)


@dataclass
class Row:
    """One row: the line it stands on, what it says itself, and the rows that it names, by column."""

    line: int
    said: dict[str, Any]
    links: dict[str, str]


@dataclass
class Rows:
    """The rows of one file by their identifier."""

    path: str
    by_id: dict[str, Row] = field(default_factory=dict)


def place(path: str, line: int | None = None, column: str = "") -> str:
    """Where in the package: "services.csv, row 3, name"."""
    parts = [path]
    if line is not None:
        parts.append(_("row %(number)s") % {"number": line})
    return ", ".join([*parts, *([column] if column else [])])


def unpack(data: bytes) -> tuple[dict[str, Rows] | None, list[Problem]]:
    """The rows of each shape in a package, or what is wrong with it; never both."""
    try:
        texts = _texts(data)
        described = _described(texts)
    except Unreadable as refusal:
        return None, [refusal.problem]
    problems: list[Problem] = []
    tables: dict[str, Rows] = {shape: Rows(TABLES[shape].path) for shape in TABLES}
    for shape, path, fields in described:
        try:
            tables[shape] = _rows(shape, path, texts[path], fields, problems)
        except Unreadable as refusal:
            problems.append(refusal.problem)
    if sum(len(rows.by_id) for rows in tables.values()) > MOST_ROWS:
        return None, [Problem("", _("The package has too many rows. 50,000 is the most."))]
    problems = problems or list(_broken_links(tables))
    return (None, problems) if problems else (tables, [])


def refuse(name: str) -> Any:
    """For ``json.loads``: NaN and infinity are no JSON (RFC 8259, 6)."""
    raise ValueError(name)


def _texts(data: bytes) -> dict[str, bytes]:
    """The files of the zip by their name without its folder. Nothing is unpacked beyond what fits."""
    try:
        with ZipFile(BytesIO(data)) as parts:
            infos = [info for info in parts.infolist() if _is_ours(info)]
            if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos):
                raise ValueError
            if sum(info.file_size for info in infos) > MOST_UNPACKED or len(infos) > MOST_PARTS:
                raise Unreadable(_("The zip unpacks to too much. 20 MB is the most."))
            texts: dict[str, bytes] = {}
            for info in infos:
                name = info.filename.rsplit("/", 1)[-1]
                if name in texts:
                    raise Unreadable(_("is in the zip twice"), name)
                texts[name] = parts.read(info)
    except (BadZipFile, OSError, ValueError, RuntimeError, EOFError, zlib.error):
        # RuntimeError: it has a password, or is packed in another way.
        raise Unreadable(_("This zip can't be opened. Pack the files again, without a password.")) from None
    return texts


def _is_ours(info: ZipInfo) -> bool:
    """Neither a folder nor what a Mac adds."""
    return info.filename.endswith((".csv", ".json")) and not info.filename.startswith("__MACOSX/")


def _described(texts: dict[str, bytes]) -> list[tuple[str, str, Fields]]:
    """Each table that the package describes: shape, file, and the type of each column."""
    if DESCRIPTION not in texts:
        raise Unreadable(_("is missing in the zip; it says which files belong to the package"), DESCRIPTION)
    try:
        resources = json.loads(_decoded(DESCRIPTION, texts[DESCRIPTION]))["resources"]
        told = [
            (resource["name"], resource["path"].rsplit("/", 1)[-1], _fields(resource))
            for resource in resources
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable(_("is not the description of a data package"), DESCRIPTION) from None
    shapes = {TABLES[shape].resource: shape for shape in TABLES} | {
        TABLES[shape].path: shape for shape in TABLES
    }
    found: dict[str, tuple[str, str, Fields]] = {}
    for name, path, fields in told:
        shape = shapes.get(name) or shapes.get(path)
        if path not in texts:
            raise Unreadable(_("is missing in the zip, though datapackage.json names it"), path)
        if shape in found:
            raise Unreadable(_("describes the same table twice: %(name)s") % {"name": name}, DESCRIPTION)
        if shape:
            found[shape] = (shape, path, fields)
    if "organization" not in found:
        raise Unreadable(_("There are no organizations in this package."), DESCRIPTION)
    return list(found.values())


def _fields(resource: dict[str, Any]) -> Fields:
    schema = resource.get("schema")
    fields = schema.get("fields") or [] if isinstance(schema, dict) else []
    return {str(one["name"]): str(one.get("type", "string")) for one in fields}


def _decoded(path: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(_("The file is not written in UTF-8."), path) from None


def _rows(shape: str, path: str, content: bytes, fields: Fields, problems: list[Problem]) -> Rows:
    """The rows of one file; what is wrong with a row is added to ``problems``."""
    found = Rows(path)
    lines = csv.reader(StringIO(_decoded(path, content), newline=""), strict=True)
    try:
        columns = next(lines, [])
        if "id" not in columns or len(set(columns)) < len(columns):
            raise Unreadable(_("needs a first line with the names of its columns, “id” among them"), path)
        # The line of the headings is the first, as in a spreadsheet.
        for number, cells in enumerate(lines, start=2):
            if len(cells) > len(columns):
                problems.append(Problem(place(path, number), _("has more cells than there are columns")))
            elif any(cells):
                said = {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
                problems += _row(shape, found, number, said, fields)
    except csv.Error:
        raise Unreadable(_("is not a table of cells with commas between them"), path) from None
    return found


def _row(shape: str, found: Rows, number: int, said: dict[str, str], fields: Fields) -> Iterator[Problem]:
    """Take one row in, or say what is wrong with it."""
    known = said.pop("id", "")
    if not known:
        yield Problem(place(found.path, number, "id"), _("is missing"))
    elif known in found.by_id:
        line = {"number": found.by_id[known].line}
        yield Problem(
            place(found.path, number, "id"), _("stands in row %(number)s, too; each row needs its own") % line
        )
    else:
        named = {name: said.pop(name) for name in links(shape) if name in said}
        row = found.by_id[known] = Row(number, {"id": known}, named)
        for name, cell in said.items():
            try:
                row.said[name] = _value(cell, fields.get(name, ""), name)
            except ValueError:
                yield Problem(place(found.path, number, name), _("must be a number"))


def _value(cell: str, kind: str, name: str) -> Any:
    """What a cell says. Raises ValueError where a number is asked for and is none."""
    if kind in ("integer", "number") or (not kind and name in NUMBERS):
        number = float(cell)
        if not abs(number) < 1e300:
            raise ValueError(cell)
        return int(cell) if cell.lstrip("+-").isdecimal() else number
    if kind == "boolean" and cell.lower() in ("true", "false"):
        return cell.lower() == "true"
    if kind in ("any", "object", "array"):
        try:
            return json.loads(cell, parse_constant=refuse)
        except (ValueError, RecursionError):
            return cell
    return cell[1:] if cell[0] == "'" and cell.lstrip("'").startswith(FORMULA) else cell


def _broken_links(tables: dict[str, Rows]) -> Iterator[Problem]:
    """Rows that name another one which is not in the package; services that name no organization."""
    for shape, rows in tables.items():
        for row in rows.by_id.values():
            for column, wanted in row.links.items():
                targets = _targets(shape, column)
                if not any(wanted in tables[target].by_id for target in targets):
                    told = {"id": wanted, "path": tables[targets[0]].path}
                    words = _("names “%(id)s”, which is not in %(path)s") % told
                    yield Problem(place(rows.path, row.line, column), words)
            if shape == "service" and "organization_id" not in row.links:
                yield Problem(place(rows.path, row.line, "organization_id"), _("is missing"))


def _targets(shape: str, column: str) -> list[str]:
    """The shapes that ``column`` may name."""
    parts = [inner for key, inner in TABLES[shape].one.items() if part_column(key) == column]
    return [*(owner for owner, _key in owners(shape).get(column, [])), *parts]


def joined(tables: dict[str, Rows]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The services and the organizations, with the lists and objects that stand in them.

    An organization, and a place, stands in full once, and by its identifier wherever else it is named.
    """
    for shape, rows in tables.items():
        for row in rows.by_id.values():
            for column, places in owners(shape).items():
                if column in row.links:
                    owner, key = _owner(tables, places, row.links[column], row.said)
                    if not isinstance(owner.get(key), list):
                        owner[key] = []
                    owner[key].append(row.said)
    told = {known for known, row in tables["location"].by_id.items() if "organization_id" in row.links}
    for shape, rows in tables.items():
        for row in rows.by_id.values():
            for key, inner in TABLES[shape].one.items():
                if wanted := row.links.get(part_column(key)):
                    row.said[key] = _part(tables, inner, wanted, told)
    services, organisations = (
        [row.said for row in tables[shape].by_id.values()] for shape in ("service", "organization")
    )
    return services, organisations


def _part(tables: dict[str, Rows], shape: str, wanted: str, told: set[str]) -> dict[str, Any]:
    one = tables[shape].by_id[wanted].said
    if shape == "organization":
        return {"id": wanted, "name": one["name"]}
    if shape == "location":
        if wanted in told:
            return {"id": wanted}
        told.add(wanted)
    return one


def _owner(
    tables: dict[str, Rows], places: list[tuple[str, str]], wanted: str, row: dict[str, Any]
) -> tuple[dict[str, Any], str]:
    """The owner that ``row`` names, and the key of its list there. ``link_entity`` need not be right."""
    kind = row.get("link_entity") or row.get("resource_type")
    found = [
        (tables[owner].by_id[wanted], owner, key) for owner, key in places if wanted in tables[owner].by_id
    ]
    owner, _shape, key = min(found, key=lambda one: one[1] != kind)
    return owner.said, key
