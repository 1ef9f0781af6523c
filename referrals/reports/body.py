"""The body of a release: everything that it says, in numbers and in three languages, as JSON.

Pages, PDF, CSV and the API only read it, so they say the same, and what was issued stays as it was even when
words or ways of reckoning change later. Rates are rounded once, here.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.utils.translation import override

from community.people.models import LANGUAGES
from referrals.equity.hiding import WIDTH
from referrals.equity.measures import (
    SMALL,
    Estimate,
    children_in_gap,
    proportion,
    rate,
    rate_ratio,
    risk_ratio,
)
from referrals.equity.rules import EVERYONE, Dimension, Place
from referrals.equity.tables import Area, Definition, Table, TableRow
from referrals.reports.linking import Counted, Fact
from referrals.reports.saying import sentences, title
from referrals.reports.selectors import fact_of

FORMAT = "stoop-release/1"
PLACES = 2
Body = dict[str, Any]


def body_of(tables: Mapping[str, Table], shown: Set[Fact], *, sheet: Iterable[Counted]) -> Body:
    """What a release of a table, whose counts are ``sheet``, says when only those ``shown`` may be seen.

    ``tables`` has it as it reads in each language.
    """
    table = tables["en"]
    behind = {one.fact: one for one in sheet}
    cells = [_cell(table.definition, row, behind.get(fact_of(table, row)), shown) for row in table.rows]
    here, beside = compared(table)
    body: Body = {
        "format": FORMAT,
        "measure": {
            "key": table.definition.key,
            "origin": table.origin,
            "per": table.definition.per or 100,
            "is_share": table.definition.per is None,
            "events": _in_all(table.definition.events),
            "people": _in_all(table.definition.people),
        },
        "dimension": {"key": table.dimension, "label": _in_all(Dimension(table.dimension).label)},
        "period": {"start": f"{table.start}", "end": f"{table.end}"},
        "places": [
            {**place._asdict(), "key": place.key, "name": name}
            for place, name in zip(
                table.places, _each(tables, lambda one: [place.name for place in one.places]), strict=True
            )
        ],
        "here": here.key if here else None,
        "beside": beside.key if beside else None,
        "groups": [
            {"key": row.group, "label": label}
            for row, label in zip(
                _once(table), _each(tables, lambda one: [row.label for row in _once(one)]), strict=True
            )
        ],
        "cells": cells,
        "comparisons": _comparisons(table.definition, cells, here, beside),
        "sources": _sources(tables),
        "is_sample": table.is_sample,
        "rules": {"small": [SMALL[0], SMALL[-1]], "width": WIDTH},
    }
    body["title"] = {code: _said(code, title, body) for code, _name in LANGUAGES}
    body["sentences"] = {code: _said(code, sentences, body) for code, _name in LANGUAGES}
    return body


def compared(table: Table) -> tuple[Area | None, Area | None]:
    """Our neighborhood, and what it is set beside: the rest of the city cut alike, else another place.

    Never the whole city, which our neighborhood is part of.
    """
    here = next(iter(table.ours()), None)
    others = [place for place in table.places if place != here and place.role in {Place.REST, Place.OTHER}]
    others.sort(
        key=lambda place: (here is None or place[:3] != (Place.REST, *here[1:3]), place.role != Place.REST)
    )
    return here, others[0] if here and others else None


def written(body: Body) -> str:
    """The letters that are kept: the same body always gives the same."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """The fingerprint by which anybody can tell that nothing was changed."""
    return sha256(text.encode()).hexdigest()


def _in_all(words: Any) -> dict[str, str]:
    return {code: _said(code, str, words) for code, _name in LANGUAGES}


def _said(code: str, say: Any, what: Any) -> Any:
    with override(code):
        return say(what)


def _once(table: Table) -> list[TableRow]:
    """A row for each group, everyone's first."""
    rows = {row.group: row for row in reversed(table.rows)}
    return [rows[group] for group in (EVERYONE, *table.groups()) if group in rows]


def _cell(definition: Definition, row: TableRow, behind: Counted | None, shown: Set[Fact]) -> dict[str, Any]:
    """One group in one place. Where its people are themselves a hidden count, they are not said either."""
    state = "not recorded" if behind is None else "shown" if behind.fact in shown else "hidden"
    are_hidden = behind is not None and behind.of is not None and behind.of not in shown
    population = None if are_hidden else row.population
    count = row.events if state == "shown" else None
    measured = _measured(definition, count, population)
    return {
        "place": row.place.key,
        "group": row.group,
        "state": state,
        "count": count,
        "people": None if population is None else round(float(population), PLACES),
        **_limits(measured, 1 if definition.per else 100),
        "method": measured.method if measured else None,
    }


def _measured(definition: Definition, count: int | None, people: Decimal | None) -> Estimate | None:
    if count is None or people is None or round(people) <= 0:
        return None
    if definition.per is not None:
        return rate(count, people, definition.per)
    return proportion(count, round(people)) if count <= round(people) else None


def _limits(found: Estimate | None, scale: float = 1) -> dict[str, float | None]:
    ends = ("estimate", "lower", "upper")
    values = {end: getattr(found, end, None) for end in ends}
    return {end: _rounded(value, scale) for end, value in values.items()}


def _rounded(value: float | None, scale: float) -> float | None:
    return None if value is None or not math.isfinite(value) else round(value * scale, PLACES)


def _comparisons(
    definition: Definition, cells: list[dict[str, Any]], here: Area | None, beside: Area | None
) -> list[dict[str, Any]]:
    """Each group's rate in our neighborhood over its rate in the other place."""
    if here is None or beside is None:
        return []
    at = {(cell["place"], cell["group"]): cell for cell in cells}
    made = []
    for _place, group in [key for key in at if key[0] == here.key]:
        pair = (at[here.key, group], at.get((beside.key, group), {}))
        made.append({"group": group, **_ratio(definition, *pair)})
    return made


def _ratio(definition: Definition, ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    both = (ours, theirs)
    if any(cell.get("estimate") is None for cell in both) or not any(cell["count"] for cell in both):
        is_hidden = any(cell.get("state") == "hidden" for cell in both)
        return {
            **_limits(None),
            "more": None,
            "verdict": "too few to say" if is_hidden else "cannot be compared",
        }
    numbers = [ours["count"], ours["people"], theirs["count"], theirs["people"]]
    if definition.per is None:
        found: Any = risk_ratio(*(round(number) for number in numbers))
    else:
        found = rate_ratio(*numbers)
    verdict = "lower" if found.upper < 1 else "higher"
    return {
        **_limits(found),
        "more": _limits(children_in_gap(*numbers)) if definition.per else None,
        "verdict": verdict if found.is_clear else "no clear difference",
    }


def _each(tables: Mapping[str, Table], say: Callable[[Table], Sequence[Any]]) -> list[dict[str, str]]:
    """What ``say`` finds in the table of each language, one after the other."""
    said = {code: [_said(code, str, words) for words in say(table)] for code, table in tables.items()}
    return [dict(zip(said, words, strict=True)) for words in zip(*said.values(), strict=True)]


def _sources(tables: Mapping[str, Table]) -> list[dict[str, Any]]:
    sources = tables["en"].sources
    what, places, whose = (
        _each(tables, say)
        for say in (
            lambda one: [source.what for source in one.sources],
            lambda one: [source.place.name for source in one.sources],
            lambda one: [source.source for source in one.sources],
        )
    )
    return [
        {
            "what": what[at],
            "place": places[at],
            "as_of": f"{one.as_of}" if one.as_of else None,
            "source": whose[at],
            "how": one.how,
            "age_band": one.band,
            "is_sample": one.is_sample,
        }
        for at, one in enumerate(sources)
    ]
