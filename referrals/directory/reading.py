"""Checking a file of Open Referral HSDS 3, JSON or a zip of tables, without touching the database."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from referrals.directory import unpacking
from referrals.directory.shapes import SHAPES, Problem, walk

MOST_BYTES = 5_000_000
# A table's row that many name stands in each of them as JSON.
MOST_KEPT = 20_000_000
DEEPEST = 24


@dataclass(frozen=True)
class Package:
    """What one file holds: services each with their organization, and organizations named alone."""

    services: list[dict[str, Any]]
    organisations: list[dict[str, Any]]


def read_package(data: bytes) -> tuple[Package | None, list[Problem]]:
    """The services and organizations of a file, or what is wrong with it; never both."""
    if len(data) > MOST_BYTES:
        return None, [Problem("", _("The file is too large. 5 MB is the most."))]
    if data.startswith(unpacking.BEGINS):
        return _read_tables(data)
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=unpacking.refuse)
    except UnicodeDecodeError:
        return None, [Problem("", _("The file is not written in UTF-8."))]
    except (ValueError, RecursionError):
        return None, [Problem("", _("The file is not JSON. Export it again as HSDS 3 JSON."))]
    if words := _unfit(found):
        return None, [Problem("", words)]
    records = list(_records(found))
    problems = [problem for path, shape, row in records for problem in walk(row, shape, path)]
    problems += _services_without_organisation(records)
    if not records:
        problems = [Problem("", _("There is no service and no organization in this file."))]
    return (None, problems) if problems else (_package(records), [])


def _read_tables(data: bytes) -> tuple[Package | None, list[Problem]]:
    """A zip of tables: each row is checked as the object that it is in JSON, then they are joined."""
    tables, problems = unpacking.unpack(data)
    if tables is None:
        return None, problems
    for shape, rows in tables.items():
        for row in rows.by_id.values() if shape in SHAPES else ():
            found = walk(row.said, shape, "")
            problems += [Problem(unpacking.place(rows.path, row.line, one.path), one.words) for one in found]
    if problems:
        return None, problems
    package = Package(*unpacking.joined(tables))
    words = _unfit([package.services, package.organisations])
    return (None, [Problem("", words)]) if words else (package, [])


def _unfit(found: Any) -> str:
    """Why ``found`` can't be kept as JSON in the database; "" where it can."""
    if _depth(found) > DEEPEST:
        return _("The file is not HSDS 3: it is nested too deep.")
    size = 0
    try:
        for part in json.JSONEncoder(ensure_ascii=False).iterencode(found):
            size += len(part.encode())
            if "\\u0000" in part:
                return _("The file is not HSDS 3: it holds signs that no text has.")
            if size > MOST_KEPT:
                return _("The file is too large when all its rows are joined.")
    except UnicodeEncodeError:
        return _("The file is not HSDS 3: it holds signs that no text has.")
    return ""


def _depth(value: Any) -> int:
    level, deep = [value], 0
    while level and deep <= DEEPEST:
        deep += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return deep


def _records(found: Any) -> Iterator[tuple[str, str, Any]]:
    """Each record on top of the file, with its path and its shape: a page of them, a list, or one alone."""
    if isinstance(found, dict) and isinstance(found.get("contents"), list):
        rows = [(f"contents[{index}]", row) for index, row in enumerate(found["contents"])]
    elif isinstance(found, list):
        rows = [(f"[{index}]", row) for index, row in enumerate(found)]
    else:
        rows = [("", found)]
    for path, row in rows:
        is_service = isinstance(row, dict) and ("status" in row or "organization" in row)
        yield path, "service" if is_service else "organization", row


def _services_without_organisation(records: list[tuple[str, str, Any]]) -> Iterator[Problem]:
    for path, shape, row in records:
        if shape == "service" and isinstance(row, dict) and not row.get("organization"):
            before = f"{path}." if path else ""
            yield Problem(f"{before}organization", _("is missing"))


def _package(records: list[tuple[str, str, Any]]) -> Package:
    services, organisations = [], []
    for _path, shape, row in records:
        if shape == "service":
            services.append(row)
            continue
        alone = {key: value for key, value in row.items() if key != "services"}
        organisations.append(alone)
        services += [
            {**inner, "organization": inner.get("organization") or alone}
            for inner in row.get("services") or []
        ]
    return Package(services, organisations)
