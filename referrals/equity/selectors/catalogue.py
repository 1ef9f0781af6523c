"""Which tables there are to ask for, without reading them all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from community.people.models import Community
from referrals.equity.selectors.imported import imported_tables
from referrals.equity.tables import Definition, Table


@dataclass(frozen=True)
class Entry:
    """One table that may be asked for; it is read when somebody does."""

    origin: str
    definition: Definition
    dimension: str
    start: date
    end: date
    load: Callable[[], Table]

    @cached_property
    def table(self) -> Table:
        return self.load()

    @property
    def what(self) -> str:
        """As an address names what is counted, and by whom."""
        return f"{self.origin}-{self.definition.key}"

    def is_year_before(self, later: "Entry") -> bool:
        """Whether it is the same table of the same days one year earlier."""
        same = (self.what, self.dimension) == (later.what, later.dimension)
        return same and (_year_on(self.start), _year_on(self.end)) == (later.start, later.end)


def imported_entries(community: Community) -> list[Entry]:
    """Every imported table, the latest period first. Two queries."""
    return [_entry(table) for table in imported_tables(community)]


def year_before(entry: Entry, entries: Sequence[Entry]) -> Entry | None:
    """The same table one year earlier, if there is one."""
    return next((one for one in entries if one.is_year_before(entry)), None)


def _entry(table: Table) -> Entry:
    return Entry(table.origin, table.definition, table.dimension, table.start, table.end, load=lambda: table)


def _year_on(day: date) -> date:
    """The same day of the next year; the end of February stays its end."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    later = day.replace(year=day.year + 1)
    is_leap_end = (later.month, later.day) == (2, 28) and later.year % 4 == 0
    return later.replace(day=29) if is_leap_end else later
