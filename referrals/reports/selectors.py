"""Reading tables that can be released, releases, and what stands behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import groupby

from django.db.models import Max, QuerySet

from community.people.models import Community
from referrals.equity.rules import EVERYONE, Dimension
from referrals.equity.selectors import Entry, imported_entries, own_entries, own_entry
from referrals.equity.tables import Table, TableRow
from referrals.reports.linking import Counted, Fact
from referrals.reports.models import Draft, Release, ReleasedCount


def tables_by_key(community: Community) -> dict[str, Entry]:
    """Every table of which a release can be made: imported ones, the latest period first, then those of our
    own referrals whose period is over. Each is read when asked for."""
    own = [entry for entry in own_entries(community) if entry.end < community.today()]
    return {key_of(entry): entry for entry in (*imported_entries(community), *own)}


def key_of(table: Entry | Table) -> str:
    """What a table is: its measure and origin, its dimension, its period."""
    return "|".join((measure_of(table), table.dimension, f"{table.start}", f"{table.end}"))


def measure_of(table: Entry | Table) -> str:
    """Our own referrals and an imported table never count the same."""
    return f"{table.origin}.{table.definition.key}"


def fact_of(table: Table, row: TableRow) -> Fact:
    """What a row of a table counts. A ZIP code area is the same place, whether it is a group or a place."""
    dimension, group, place = table.dimension, row.group, row.place.key
    if dimension == Dimension.ZIP and group != EVERYONE and not row.place.code:
        dimension, group, place = "", "", f"{row.place.role}-zip-{group}"
    elif group == EVERYONE:
        dimension, group = "", ""
    return Fact(measure_of(table), place, table.start, table.end, dimension, group)


def sheet_of(table: Table) -> list[Counted]:
    """The counts of a table, each with what it counts. What is not recorded is no count.

    A share of our own referrals is out of a count of them, which may be small itself.
    """
    sheet: dict[Fact, Counted] = {}
    for row in table.rows:
        if row.events is None:
            continue
        people = None if row.population is None else round(row.population)
        one = Counted(fact_of(table, row), row.events, people)
        if one.of is not None and people is not None:
            sheet[one.of] = Counted(one.of, people, None)
        sheet[one.fact] = one
    return list(sheet.values())


def issued_sheets(community: Community) -> list[list[Counted]]:
    """The counts behind every release, in the order of issue; withdrawn ones were read as well. One query."""
    rows = ReleasedCount.objects.of(community).select_related("release").order_by("release__number", "pk")
    return [
        [_counted(row) for row in found] for _release, found in groupby(rows, key=lambda row: row.release_id)
    ]


def released_entries(community: Community) -> list[Entry]:
    """Every table of which a release stands, as it was released last; each is read when asked for."""
    standing = ReleasedCount.objects.of(community).filter(release__withdrawal__isnull=True)
    rows = standing.select_related("release").order_by("release__number", "pk")
    tables, known = set(), {}
    for row in rows:
        tables.add(row.release.table)
        one = _counted(row)
        known[one.fact] = one
    entries = tables_by_key(community)
    # The last twelve months of then are no period of ours any more, but they stay released.
    for key in sorted(tables - entries.keys()):
        if key.startswith("own."):
            entries[key] = _own_entry(community, key)
    return [
        replace(entry, load=partial(_as_released, entry, known))
        for key, entry in entries.items()
        if key in tables
    ]


def _own_entry(community: Community, key: str) -> Entry:
    """The table that a key (``key_of``) names."""
    measure, dimension, start, end = key.split("|")
    days = date.fromisoformat(start), date.fromisoformat(end)
    return own_entry(community, measure.removeprefix("own."), dimension, days)


def _as_released(entry: Entry, known: Mapping[Fact, Counted]) -> Table:
    """A table with the counts that are released instead of its own."""
    table = entry.table
    return replace(table, rows=tuple(_row_as_released(row, fact_of(table, row), known) for row in table.rows))


def _row_as_released(row: TableRow, fact: Fact, known: Mapping[Fact, Counted]) -> TableRow:
    one = known.get(fact)
    if one is None:
        return replace(row, events=None)
    people = row.population
    if one.of is not None:
        of = known[one.of]
        people = Decimal(of.events) if of.is_shown else None
    return replace(
        row, events=one.events if one.is_shown else None, population=people, is_hidden=not one.is_shown
    )


def _counted(row: ReleasedCount) -> Counted:
    fact = Fact(row.measure, row.place, row.period_start, row.period_end, row.dimension, row.group)
    return Counted(fact, row.count, row.people, row.is_shown)


def releases_of(community: Community) -> QuerySet[Release]:
    """The releases, newest first, each with its withdrawal if there is one."""
    rows: QuerySet[Release] = Release.objects.of(community).select_related("withdrawal", "community")
    return rows.order_by("-number")


def drafts_of(community: Community) -> Iterable[Draft]:
    """The drafts that wait, or are held back, newest first."""
    rows = Draft.objects.of(community).filter(state__in=[Draft.State.PREPARED, Draft.State.HELD])
    return rows.select_related("prepared_by")


def newer_than(release: Release) -> Release | None:
    """The newest release of the same table that still stands, if it is newer than this."""
    rows = Release.objects.of(release.community).filter(table=release.table, number__gt=release.number)
    return rows.filter(withdrawal__isnull=True).order_by("-number").first()


def newer_numbers(community: Community) -> dict[str, int]:
    """The number of the newest release of each table that stands. One query."""
    standing = Release.objects.of(community).filter(withdrawal__isnull=True).order_by()
    return dict(standing.values_list("table").annotate(newest=Max("number")))
