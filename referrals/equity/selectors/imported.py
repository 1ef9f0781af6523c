"""The tables that were imported, each with the children it is measured against."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from community.people.models import LANGUAGES, Community
from referrals.equity.models import GROUPS, AggregateCount, Denominator
from referrals.equity.rules import EVERYONE, UNKNOWN, AgeBand, Dimension, Place, under_three
from referrals.equity.tables import DEFINITIONS, Area, Definition, Source, Table, TableRow, Words

Living = dict[tuple[str, str, str], dict[str, Decimal]]
CITY = (Place.CITY.value, "", "")


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


def group_label(dimension: str, group: str) -> Words:
    """The name of a group, lazily translated; of what has no name of ours, the source's own."""
    if group == EVERYONE:
        return _("All children")
    if dimension in GROUPS:
        return GROUPS[dimension](group).label
    if group == UNKNOWN:
        return _("Not recorded")
    if dimension == Dimension.LANGUAGE:
        return dict(LANGUAGES).get(group, group)
    return group


def _heading(count: AggregateCount) -> Counted:
    return Counted(count.measure, count.dimension, count.period_end, count.period_start)


def _table(heading: Counted, counts: Sequence[AggregateCount], denominators: Sequence[Denominator]) -> Table:
    definition = DEFINITIONS[heading.measure]
    events: dict[Area, dict[str, int]] = {}
    names = {_place(one): one.place_name for one in denominators} | {
        _place(one): one.place_name for one in counts if one.place_name
    }
    for count in counts:
        events.setdefault(_area(_place(count), names), {})[count.group] = count.events
    _add_rest(events, names)
    fitting = _fitting(definition, heading, events, denominators)
    living = _living(fitting)
    groups = _groups(heading.dimension, counts)
    return Table(
        origin="imported",
        definition=definition,
        dimension=heading.dimension,
        start=heading.start,
        end=heading.end,
        rows=tuple(_rows(heading.dimension, groups, events, living)),
        sources=(*_counted(counts, events, definition), *_lived(fitting, names)),
    )


def _place(figure: AggregateCount | Denominator) -> tuple[str, str, str]:
    """The city is one, however its figures call it."""
    if figure.place == Place.CITY:
        return CITY
    return figure.place, figure.place_kind, figure.place_code


def _area(place: tuple[str, str, str], names: Mapping[tuple[str, str, str], str]) -> Area:
    name = names.get(place) or str(Place(place[0]).label)
    if place[0] == Place.REST and CITY in names:
        name = _("the rest of %(city)s") % {"city": names[CITY]}
    return Area(*place, name)


def _add_rest(events: dict[Area, dict[str, int]], names: Mapping[tuple[str, str, str], str]) -> None:
    """The city less each neighborhood of ours, group by group, where it was not counted itself."""
    city = next((found for place, found in events.items() if place.role == Place.CITY), None)
    for place, here in list(events.items()):
        rest = _area((Place.REST.value, place.kind, place.code), names)
        if city is not None and place.role == Place.NEIGHBORHOOD and rest not in events:
            both = here.keys() & city.keys()
            # A table of the city that counts fewer is another table: then nobody knows the rest.
            events[rest] = {group: city[group] - here[group] for group in both if city[group] >= here[group]}


def _groups(dimension: str, counts: Iterable[AggregateCount]) -> list[str]:
    if dimension in GROUPS:
        return list(GROUPS[dimension].values)
    found = dict.fromkeys(sorted({count.group for count in counts} - {UNKNOWN}))
    return [*found, UNKNOWN]


def _fitting(
    definition: Definition,
    heading: Counted,
    events: Iterable[Area],
    denominators: Iterable[Denominator],
) -> list[Denominator]:
    """The denominators of one month and one age band: the most places, then the best, the latest."""
    batches: dict[tuple[int, str], list[Denominator]] = {}
    for one in denominators:
        fits = one.dimension == heading.dimension or one.group == EVERYONE
        in_time = not definition.of_the_period or one.as_of == f"{heading.end:%Y-%m}"
        if fits and in_time and one.age_band in definition.ages:
            batches.setdefault((-definition.ages.index(one.age_band), one.as_of), []).append(one)
    wanted = {place[:3] for place in events}

    def serves(batch: tuple[int, str]) -> tuple[int, int, str]:
        return (len(wanted & _living(batches[batch]).keys()), *batch)

    return batches[max(batches, key=serves)] if batches else []


def _living(denominators: Iterable[Denominator]) -> Living:
    """Children by place and group; the rest of the city is the city less each neighborhood of ours."""
    living: Living = {}
    for one in denominators:
        is_older = one.age_band == AgeBand.UNDER_FIVE
        number = under_three(one.population) if is_older else one.population
        living.setdefault(_place(one), {})[one.group] = number
    city = living.get(CITY, {})
    for place, here in list(living.items()):
        if place[0] == Place.NEIGHBORHOOD:
            rest = {group: city[group] - number for group, number in here.items() if group in city}
            living[(Place.REST.value, *place[1:])] = {
                group: number for group, number in rest.items() if number > 0
            }
    return living


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
        Source(definition.events, areas[_place(one)], None, one.source, "", one.is_sample) for one in counts
    )


def _lived(
    denominators: Iterable[Denominator], names: Mapping[tuple[str, str, str], str]
) -> Iterable[Source]:
    return dict.fromkeys(
        Source(
            what=_("All children") if one.group == EVERYONE else _("Children by group"),
            place=_area(_place(one), names),
            as_of=date.fromisoformat(f"{one.as_of}-01"),
            source=one.source,
            how=one.approximation,
            is_sample=one.is_sample,
            band=one.age_band,
        )
        for one in denominators
    )
