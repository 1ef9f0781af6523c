"""Reading the neighborhood beside the rest of the city, already cut down to what may be published."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from community.people.models import Community
from referrals.equity.measures import Rate, RateRatio, Shown, rate, rate_ratio
from referrals.equity.models import AggregateCount, Denominator, Indicator
from referrals.equity.rules import (
    EVERYONE,
    AgeBand,
    Dimension,
    GroupKey,
    Measured,
    Place,
    suppress_row,
    under_three,
)


@dataclass(frozen=True)
class Cell:
    """One group in one place. ``shown`` is None where the source counts no such group.

    ``children`` is None where nobody knows how many there are; then there is no rate, as there is none of
    a hidden count.
    """

    shown: Shown | None
    children: Decimal | None

    @property
    def rate(self) -> Rate | None:
        if self.shown is None or self.shown.count is None or self.children is None:
            return None
        return rate(self.shown.count, self.children)


@dataclass(frozen=True)
class Row:
    """One group in the neighborhood and in the rest of the city. ``group`` is a GroupKey or EVERYONE."""

    group: str
    here: Cell
    rest: Cell

    @property
    def ratio(self) -> RateRatio | None:
        """The neighborhood's rate over the rest of the city's, where both may be shown."""
        here, rest = self.here.rate, self.rest.rate
        if here is None or rest is None:
            return None
        return rate_ratio(here.events, here.population, rest.events, rest.population)


@dataclass(frozen=True)
class Comparison:
    """One period's table. ``groups`` are those with a population, the ones that have a rate here first."""

    place: str
    city: str
    start: date
    end: date
    as_of: date
    everyone: Row
    groups: tuple[Row, ...]
    unknown: Row
    counts: tuple[AggregateCount, ...]
    denominators: tuple[Denominator, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return (self.everyone, *self.groups, self.unknown)

    @property
    def has_sample_counts(self) -> bool:
        """Whether any count behind it is made up."""
        return any(one.is_sample for one in self.counts)

    @property
    def has_sample_children(self) -> bool:
        """Whether any number of children behind it is made up."""
        return any(one.is_sample for one in self.denominators)


def compare(community: Community) -> Comparison | None:
    """The latest period that was counted in both places, against the latest children known in both.

    None until there is such a period. The rest of the city is the city without the neighborhood, and
    children under three are three fifths of those under five. A group that one place counts and the
    other does not is missing from that other's total, which is then no total. Two queries.
    """
    by_race = {"dimension": Dimension.RACE}
    counts = _latest_period(AggregateCount.objects.of(community).filter(**by_race, measure=Measured.REFERRED))
    children = _latest_month(Denominator.objects.of(community).filter(**by_race, age_band=AgeBand.UNDER_FIVE))
    if not counts or not children:
        return None
    here, city = (
        {d.group: d for d in children if d.place == place} for place in (Place.NEIGHBORHOOD, Place.CITY)
    )
    living_here = {group: under_three(found.population) for group, found in here.items()}
    elsewhere = {
        group: under_three(found.population - here[group].population)
        for group, found in city.items()
        if group in here
    }
    events_here, events_rest = _events(counts, Place.NEIGHBORHOOD), _events(counts, Place.REST)
    groups = {*events_here, *events_rest}
    cells_here = _cells(events_here, living_here, groups)
    cells_rest = _cells(events_rest, elsewhere, groups)
    rows = {group: Row(group, cells_here[group], cells_rest[group]) for group in cells_here}
    return Comparison(
        place=here[EVERYONE].place_name,
        city=city[EVERYONE].place_name,
        start=counts[0].period_start,
        end=counts[0].period_end,
        as_of=date.fromisoformat(f"{children[0].as_of}-01"),
        everyone=rows.pop(EVERYONE),
        unknown=rows.pop(GroupKey.UNKNOWN),
        groups=tuple(sorted(rows.values(), key=lambda row: row.here.rate is None)),
        counts=counts,
        denominators=children,
    )


def published_indicators(community: Community) -> list[Indicator]:
    """Figures that others published, each with its own definition. One query."""
    return list(Indicator.objects.of(community))


def _latest_period(counts: Iterable[AggregateCount]) -> tuple[AggregateCount, ...]:
    periods: dict[tuple[date, date], list[AggregateCount]] = {}
    for count in counts:
        periods.setdefault((count.period_end, count.period_start), []).append(count)
    both = [
        period
        for period, found in periods.items()
        if {Place.NEIGHBORHOOD, Place.REST} <= {c.place for c in found}
    ]
    return tuple(periods[max(both)]) if both else ()


def _latest_month(denominators: Iterable[Denominator]) -> tuple[Denominator, ...]:
    months: dict[str, list[Denominator]] = {}
    for found in denominators:
        months.setdefault(found.as_of, []).append(found)
    needed = {(Place.NEIGHBORHOOD, EVERYONE), (Place.CITY, EVERYONE)}
    both = [month for month, found in months.items() if needed <= {(d.place, d.group) for d in found}]
    return tuple(months[max(both)]) if both else ()


def _events(counts: Iterable[AggregateCount], place: Place) -> dict[str, int]:
    return {count.group: count.events for count in counts if count.place == place}


def _cells(events: Mapping[str, int], children: Mapping[str, Decimal], groups: Set[str]) -> dict[str, Cell]:
    """Each group's cell in one place, and everyone's, with small counts hidden.

    ``groups`` are those that must be counted for a total. Fewer than half a child is nobody to divide by.
    """
    published = suppress_row(list(events.values()))
    shown = dict(zip(events, published.parts, strict=True))
    total = published.total if groups <= events.keys() else None
    living = {group: number for group, number in children.items() if round(number) > 0}
    cells = {group.value: Cell(shown.get(group), living.get(group)) for group in GroupKey}
    return {EVERYONE: Cell(total, living.get(EVERYONE)), **cells}
