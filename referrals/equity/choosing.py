"""What the page sets beside what: choices in its address, each with a default that says something."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from referrals.equity.findings import period, place_in_words
from referrals.equity.rules import EVERYONE, Dimension, Place
from referrals.equity.selectors import (
    Beside,
    Comparison,
    Entry,
    among_themselves,
    side_by_side,
    year_before,
)
from referrals.equity.tables import Area, Table

# What is shown where nobody asked, the first that there is.
FIRST = ("imported-referred", "own-referred")


class Option(NamedTuple):
    value: str
    label: str


class Choice(NamedTuple):
    """One choice of the page. ``name`` is what the address calls it; ``chosen`` one of the values."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str


def choose(
    entries: Sequence[Entry], asked: Mapping[str, str]
) -> tuple[Entry, Comparison, tuple[Choice, ...]] | None:
    """The comparison that is ``asked`` for, and every choice that there was; None without any table.

    What is not there, or not there any more, gives the default: an old address still opens.
    """
    if not entries:
        return None
    kinds = {entry.what: _what(entry) for entry in entries}
    usual = next((what for what in FIRST if what in kinds), next(iter(kinds)))
    what = pick("what", _("What"), kinds, asked, usual)
    of_kind = [entry for entry in entries if entry.what == what.chosen]
    dimensions = {entry.dimension: str(Dimension(entry.dimension).label) for entry in of_kind}
    by = pick("by", _("By"), dimensions, asked, next(iter(dimensions)))
    alike = [entry for entry in of_kind if entry.dimension == by.chosen]
    periods = {_days(entry): period(entry.start, entry.end) for entry in alike}
    when = pick("period", _("When"), periods, asked, _days(_latest_whole(alike)))
    entry = next(entry for entry in alike if _days(entry) == when.chosen)
    table = entry.table
    places = {place.key: place for place in _places(table)}
    where = pick(
        "place",
        _("Where"),
        {key: place_in_words(one) for key, one in places.items()},
        asked,
        next(iter(places)),
    )
    here = places[where.chosen]
    earlier = year_before(entry, entries)
    others = _beside(table, here, is_earlier=earlier is not None)
    beside = pick("beside", _("Compared with"), others, asked, next(iter(others)))
    comparison = _compared(table, here, beside.chosen, earlier)
    return entry, comparison, (what, by, when, where, beside)


def pick(name: str, label: str, options: Mapping[str, str], asked: Mapping[str, str], default: str) -> Choice:
    """A choice with what the address asks for, or its default where that is none of the options."""
    chosen = asked.get(name, "")
    return Choice(
        name,
        label,
        tuple(Option(value, capfirst(words)) for value, words in options.items()),
        chosen if chosen in options else default,
    )


def _what(entry: Entry) -> str:
    return str(entry.definition.events)


def _days(entry: Entry) -> str:
    return f"{entry.start.isoformat()}/{entry.end.isoformat()}"


def _latest_whole(entries: Sequence[Entry]) -> Entry:
    """The latest with both our neighborhood and the rest of the city, else the latest."""
    for entry in entries:
        roles = {place.role for place in entry.table.places} if entry.origin == "imported" else set()
        if {Place.NEIGHBORHOOD, Place.REST} <= roles:
            return entry
    return entries[0]


def _places(table: Table) -> Iterable[Area]:
    """Our neighborhood first, then others, then the city, those with a rate first of each.

    The rest of the city only stands beside.
    """
    order = [Place.NEIGHBORHOOD, Place.OTHER, Place.CITY, Place.REST]
    rated = {row.place for row in table.rows if row.group == EVERYONE and row.population}
    found = [place for place in table.places if place.role != Place.REST] or table.places
    return sorted(found, key=lambda place: (order.index(Place(place.role)), place not in rated))


def _beside(table: Table, here: Area, *, is_earlier: bool) -> dict[str, str]:
    """What ``here`` may be set beside, the rest of its city first."""
    rest = [one for one in table.places if one.role == Place.REST and one[1:3] == here[1:3]]
    found = {one.key: place_in_words(one) for one in rest if here.role == Place.NEIGHBORHOOD}
    found[Beside.OTHERS] = _("the other groups in the same place")
    if is_earlier:
        found[Beside.YEAR] = _("the same place a year before")
    return found | {one.key: place_in_words(one) for one in _places(table) if one != here}


def _compared(table: Table, here: Area, beside: str, earlier: Entry | None) -> Comparison:
    if beside == Beside.OTHERS:
        return among_themselves(table, here)
    if beside == Beside.YEAR and earlier is not None:
        return side_by_side(table, here, here, earlier=earlier.table)
    return side_by_side(table, here, next(one for one in table.places if one.key == beside))
