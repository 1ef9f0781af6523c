"""The tables that were imported, each with the children it is measured against."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from community.people.models import Community
from referrals.equity.models import GROUPS, AggregateCount, Denominator
from referrals.equity.rules import EVERYONE, UNKNOWN, Place
from referrals.equity.selectors.children import Living, area_of, fitting, lived, living_in, place_of
from referrals.equity.selectors.labels import group_label
from referrals.equity.tables import DEFINITIONS, Area, Definition, Source, Table, TableRow


class Counted(NamedTuple):
    """What the counts of one table have in common."""

    measure: str
    dimension: str
    end: date
    start: date


def imported_tables(community: Community) -> list[Table]:
    """Every imported table, the latest period first; one for each measure, dimension and period.

    Where the city is counted but not the rest of it, the rest is the city less our neighborhood. Two queries.
    """
    counts = sorted(AggregateCount.objects.of(community), key=lambda count: (_heading(count), count.pk))
    denominators = list(Denominator.objects.of(community))
    tables = [_table(heading, list(found), denominators) for heading, found in groupby(counts, key=_heading)]
    return sorted(tables, key=lambda table: (table.end, table.start), reverse=True)


def _heading(count: AggregateCount) -> Counted:
    return Counted(count.measure, count.dimension, count.period_end, count.period_start)


def _table(heading: Counted, counts: Sequence[AggregateCount], denominators: Sequence[Denominator]) -> Table:
    definition = DEFINITIONS[heading.measure]
    events: dict[Area, dict[str, int]] = {}
    names = {place_of(one): one.place_name for one in denominators} | {
        place_of(one): one.place_name for one in counts if one.place_name
    }
    for count in counts:
        events.setdefault(area_of(place_of(count), names), {})[count.group] = count.events
    _add_rest(events, names)
    fit = fitting(definition, heading.dimension, heading.end, events, denominators)
    living = living_in(fit)
    groups = _groups(heading.dimension, counts)
    return Table(
        origin="imported",
        definition=definition,
        dimension=heading.dimension,
        start=heading.start,
        end=heading.end,
        rows=tuple(_rows(heading.dimension, groups, events, living)),
        sources=(*_counted(counts, events, definition), *lived(fit, names)),
    )


def _add_rest(events: dict[Area, dict[str, int]], names: Mapping[tuple[str, str, str], str]) -> None:
    """The city less each neighborhood of ours, group by group, where it was not counted itself."""
    city = next((found for place, found in events.items() if place.role == Place.CITY), None)
    for place, here in list(events.items()):
        rest = area_of((Place.REST.value, place.kind, place.code), names)
        if city is not None and place.role == Place.NEIGHBORHOOD and rest not in events:
            both = here.keys() & city.keys()
            # A table of the city that counts fewer is another table: then nobody knows the rest.
            events[rest] = {group: city[group] - here[group] for group in both if city[group] >= here[group]}


def _groups(dimension: str, counts: Iterable[AggregateCount]) -> list[str]:
    if dimension in GROUPS:
        return list(GROUPS[dimension].values)
    found = dict.fromkeys(sorted({count.group for count in counts} - {UNKNOWN}))
    return [*found, UNKNOWN]


def _rows(
    dimension: str, groups: Sequence[str], events: Mapping[Area, Mapping[str, int]], living: Living
) -> Iterable[TableRow]:
    counted = {group for found in events.values() for group in found}
    for place, found in events.items():
        children = living.get(place[:3], {})
        for group in groups:
            label = group_label(dimension, group)
            yield TableRow(place, group, label, found.get(group), children.get(group))
        total = sum(found.values()) if counted <= found.keys() else None
        yield TableRow(place, EVERYONE, group_label(dimension, EVERYONE), total, _all(children, counted))


def _all(children: Mapping[str, Decimal], counted: Iterable[str]) -> Decimal | None:
    """Everyone's number: the source's own, or the sum of those groups that are counted."""
    groups = [children[group] for group in counted if group in children]
    return children.get(EVERYONE) or (sum(groups, Decimal()) if groups else None)


def _counted(
    counts: Iterable[AggregateCount], events: Iterable[Area], definition: Definition
) -> Iterable[Source]:
    areas = {place[:3]: place for place in events}
    return dict.fromkeys(
        Source(definition.events, areas[place_of(one)], None, one.source, "", one.is_sample) for one in counts
    )
