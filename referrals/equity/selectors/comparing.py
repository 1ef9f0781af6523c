"""One place beside another, or its groups beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from community.people.models import Community
from referrals.equity.measures import (
    Proportion,
    Rate,
    RateRatio,
    RiskRatio,
    Shown,
    proportion,
    rate,
    rate_ratio,
    risk_ratio,
)
from referrals.equity.models import Indicator
from referrals.equity.rules import EVERYONE, UNKNOWN
from referrals.equity.tables import Area, Definition, Source, Table, TableRow, Words, refuse_to_mix


class Beside(StrEnum):
    """What a place is set beside, where that is no other place of the same table."""

    OTHERS = "others"
    YEAR = "year"


@dataclass(frozen=True)
class Cell:
    """One group in one place. ``shown`` is None where the source counts no such group.

    ``people`` is None where nobody knows how many there are; then there is no rate, as there is none of a
    hidden count. ``per`` is None where the counted are a share of the people.
    """

    shown: Shown | None
    people: Decimal | None
    per: int | None = 1000

    @property
    def rate(self) -> Rate | Proportion | None:
        if self.shown is None or self.shown.count is None or self.people is None:
            return None
        if self.per is None:
            return proportion(self.shown.count, int(self.people))
        return rate(self.shown.count, self.people, self.per)


@dataclass(frozen=True)
class Row:
    """One group here, and what it is compared with. ``group`` may be EVERYONE."""

    group: str
    label: Words
    here: Cell
    other: Cell

    @property
    def ratio(self) -> RateRatio | RiskRatio | None:
        """The rate here over the other, where both may be shown."""
        here, other = self.here.rate, self.other.rate
        if isinstance(here, Rate) and isinstance(other, Rate):
            return rate_ratio(here.events, here.population, other.events, other.population)
        if isinstance(here, Proportion) and isinstance(other, Proportion):
            return risk_ratio(here.x, here.n, other.x, other.n)
        return None


@dataclass(frozen=True)
class Comparison:
    """A table as it is compared. ``groups`` have a population, those with a rate here first; ``unknown`` are
    the children of whom nobody knows the group. ``other`` is what the place is set beside, in words."""

    definition: Definition
    origin: str
    dimension: str
    here: Area
    beside: str
    other: str
    start: date
    end: date
    everyone: Row
    groups: tuple[Row, ...]
    unknown: Row | None
    sources: tuple[Source, ...]

    @property
    def place(self) -> str:
        return self.here.name

    @property
    def is_within(self) -> bool:
        """Whether groups of one place are compared with each other."""
        return self.beside == Beside.OTHERS

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for row in (self.everyone, *self.groups, self.unknown) if row is not None)

    @property
    def has_sample_counts(self) -> bool:
        """Whether any count behind it is made up."""
        return any(one.is_sample for one in self.sources if one.as_of is None)

    @property
    def has_sample_children(self) -> bool:
        """Whether any number of children behind it is made up."""
        return any(one.is_sample for one in self.sources if one.as_of is not None)


def published_indicators(community: Community) -> list[Indicator]:
    """Figures that others published, each with its own definition. One query."""
    return list(Indicator.objects.of(community))


def side_by_side(table: Table, here: Area, other: Area, *, earlier: Table | None = None) -> Comparison:
    """One place beside another of the same table, or beside itself in an ``earlier`` one.

    Raises MixedDefinitions for a table that measures anything else.
    """
    refuse_to_mix([table, *([earlier] if earlier else [])])
    groups = table.groups()
    beside = earlier or table
    sources = [one for one in table.sources if one.place[:3] in _behind(here, other)]
    if earlier:
        sources += [one for one in earlier.sources if one.place[:3] == other[:3]]
    return _comparison(
        table,
        here,
        cells=(_cells(table, here), _cells(beside, other)),
        groups=groups,
        beside=Beside.YEAR if earlier else other.key,
        other=_("the year before") if earlier else other.name,
        sources=tuple(dict.fromkeys(sources)),
    )


def among_themselves(table: Table, here: Area) -> Comparison:
    """Each group of a place beside all its other groups together, as far as both may be shown."""
    cells = _cells(table, here)
    everyone = cells[EVERYONE]
    others = {group: _less(everyone, cell) for group, cell in cells.items()}
    return _comparison(
        table,
        here,
        cells=(cells, {**others, EVERYONE: Cell(None, None, table.definition.per)}),
        groups=table.groups(),
        beside=Beside.OTHERS,
        other=_("all others there"),
        sources=tuple(one for one in table.sources if one.place[:3] == here[:3]),
    )


def _comparison(
    table: Table,
    here: Area,
    *,
    cells: tuple[Mapping[str, Cell], Mapping[str, Cell]],
    groups: Sequence[str],
    beside: str,
    other: str,
    sources: tuple[Source, ...],
) -> Comparison:
    labels = {row.group: row.label for row in table.rows}
    nothing = Cell(None, None, table.definition.per)
    rows = {
        group: Row(group, labels[group], *(side.get(group, nothing) for side in cells))
        for group in (EVERYONE, *groups)
    }
    return Comparison(
        definition=table.definition,
        origin=table.origin,
        dimension=table.dimension,
        here=here,
        beside=beside,
        other=other,
        start=table.start,
        end=table.end,
        everyone=rows.pop(EVERYONE),
        unknown=rows.pop(UNKNOWN, None),
        groups=tuple(sorted(rows.values(), key=lambda row: row.here.rate is None)),
        sources=sources,
    )


def _cells(table: Table, place: Area) -> dict[str, Cell]:
    """Each group's cell in one place, and everyone's."""
    return {group: _cell(table, row) for group, row in table.at(place).items()}


def _cell(table: Table, row: TableRow) -> Cell:
    """Fewer than half a child is nobody to divide by."""
    people = row.population if row.population is not None and round(row.population) > 0 else None
    is_there = row.is_hidden or row.events is not None
    return Cell(Shown(row.events) if is_there else None, people, table.definition.per)


def _less(everyone: Cell, cell: Cell) -> Cell:
    """Everyone but one group. Where that group has no number of people, they are not all the others'."""
    whole, part = everyone.shown, cell.shown
    if whole is None or part is None or whole.count is None or part.count is None:
        return Cell(Shown(None) if part is not None and part.count is None else None, None, cell.per)
    if everyone.people is None or cell.people is None or everyone.people <= cell.people:
        return Cell(Shown(whole.count - part.count), None, cell.per)
    return Cell(Shown(whole.count - part.count), everyone.people - cell.people, cell.per)


def _behind(here: Area, other: Area) -> set[tuple[str, str, str]]:
    """The places whose figures are in a comparison; behind the rest of the city is the city itself."""
    return {here[:3], other[:3], ("city", "", "")}
