"""Tables of our own referrals, from the counts of months; whatever their number, in the same few queries."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.db.models import Max, Min, Sum
from django.utils.translation import gettext as _

from community.people.models import Community, Organisation
from referrals.equity.models import Denominator, MonthCount
from referrals.equity.rules import EVERYONE, UNKNOWN, Dimension, GroupKey, Place
from referrals.equity.selectors.catalogue import Entry
from referrals.equity.selectors.children import fitting, lived, living_in, place_of
from referrals.equity.selectors.labels import group_label
from referrals.equity.tables import OWN_DEFINITIONS, Area, Definition, Source, Table, TableRow
from referrals.tracking.models import AgeBand
from referrals.tracking.states import State

# By age first: it is always on record.
BY = (
    *(Dimension.RACE, Dimension.LANGUAGE, Dimension.ZIP, Dimension.SEX),
    *(Dimension.AGE, Dimension.SOURCE, Dimension.PROVIDER),
)
Counts = dict[Area, dict[str, dict[str, int]]]


def own_entries(community: Community) -> list[Entry]:
    """Every table that there may be of our referrals: each measure, by each dimension, of each period.

    One query; a table itself is read when somebody asks for it.
    """
    span = MonthCount.objects.of(community).aggregate(first=Min("month"), last=Max("month"))
    if span["first"] is None:
        return []
    return [
        own_entry(community, key, dimension, days)
        for key in OWN_DEFINITIONS
        for dimension in BY
        for days in periods(span["first"], span["last"])
    ]


def own_entry(community: Community, key: str, dimension: str, days: tuple[date, date]) -> Entry:
    """The table of one measure, by one dimension, of any period."""
    definition = OWN_DEFINITIONS[key]
    load = partial(own_table, community, definition, dimension, days)
    return Entry("own", definition, dimension, *days, load=load)


def own_table(community: Community, definition: Definition, dimension: str, days: tuple[date, date]) -> Table:
    """One table: all of our referrals of these days, and those of each ZIP code area. Three queries."""
    start, end = days
    found = _counted(community, definition.key, dimension, days)
    denominators = list(Denominator.objects.of(community)) if definition.per else []
    names = {place_of(one): one.place_name for one in denominators}
    places = {area[:3]: Area(*area[:3], names.get(area[:3], area.name)) for area in found}
    fit = fitting(definition, dimension, end, found, denominators)
    living = living_in(fit)
    groups = {group for steps in found.values() for counts in steps.values() for group in counts}
    # Of races all there are, so that one without a child is seen.
    every = set(GroupKey.values) if dimension == Dimension.RACE and found else set()
    labels = labels_of(community, dimension, groups | every)
    rows = [
        row
        for area, groups in found.items()
        for row in _rows(definition, places[area[:3]], groups, living.get(area[:3]), labels)
    ]
    whole = next(iter(places.values()), WHOLE)
    source = Source(
        definition.events, whole, None, _("referrals that our partners logged in Stoop"), "", False
    )
    return Table(
        origin="own",
        definition=definition,
        dimension=dimension,
        start=start,
        end=end,
        rows=tuple(rows),
        sources=(source, *lived(fit, names)),
    )


WHOLE = Area(Place.NEIGHBORHOOD.value, "", "", "")


def _counted(community: Community, step: str, dimension: str, days: tuple[date, date]) -> Counts:
    """By place, step and group; the places that all are in first, then those with most children.

    A ZIP code area tells children apart by nothing else than itself: then any one dimension has them all.
    """
    read = Dimension.AGE if dimension == Dimension.ZIP else dimension
    lines = (
        MonthCount.objects.of(community)
        .filter(dimension=read, month__gte=days[0], month__lte=days[1], step__in={State.REFERRED, step})
        .values_list("zip_code", "step", "group")
        .annotate(number=Sum("children"))
        .order_by("zip_code", "step", "group")
    )
    whole = Area(Place.NEIGHBORHOOD.value, "", "", _("all our ZIP codes"))
    found: Counts = {whole: defaultdict(lambda: defaultdict(int))}
    for zip_code, reached, group, number in lines:
        name = zip_code if dimension == Dimension.ZIP else group or UNKNOWN
        found[whole][reached][name] += number
        if dimension != Dimension.ZIP:
            area = Area(Place.NEIGHBORHOOD.value, "zip", zip_code, zip_code)
            found.setdefault(area, defaultdict(lambda: defaultdict(int)))[reached][name] += number
    return found if found[whole] else {}


def _rows(
    definition: Definition,
    place: Area,
    steps: dict[str, dict[str, int]],
    living: dict[str, Decimal] | None,
    labels: dict[str, str],
) -> Iterator[TableRow]:
    """A share is of those referred; a rate of the children who live there, where anybody counted them."""
    referred, counted = steps[State.REFERRED], steps[definition.key]
    people = {group: Decimal(referred.get(group, 0)) for group in labels}
    everyone: Decimal | None = sum(people.values(), Decimal())
    if definition.per is not None:
        people = living or {}
        everyone = people.get(EVERYONE)
    for group, label in labels.items():
        yield TableRow(place, group, label, counted.get(group, 0), people.get(group))
    yield TableRow(place, EVERYONE, _("All children"), sum(counted.values()), everyone)


def labels_of(community: Community, dimension: str, groups: set[str]) -> dict[str, str]:
    """What ``groups`` are called, in order, everyone first and nobody's last. One query for agencies."""
    names: dict[str, str] = {}
    if dimension == Dimension.PROVIDER:
        known = Organisation.objects.of(community).values_list("pk", "name")
        names = {str(pk): name for pk, name in known}
    said = {group: names.get(group) or str(group_label(dimension, group)) for group in groups}
    ordered = {Dimension.RACE: GroupKey.values, Dimension.AGE: AgeBand.values}
    order = list(ordered.get(Dimension(dimension), []))

    def place(group: str) -> tuple[bool, bool, int, str]:
        at = order.index(group) if group in order else 0
        return group != EVERYONE, group == UNKNOWN, at, said[group]

    return {group: said[group] for group in sorted(groups, key=place)}


def periods(first: date, last: date) -> Sequence[tuple[date, date]]:
    """The last twelve whole months, the twelve before, then each year, the latest first."""
    end = last - timedelta(days=1)
    twelve = [(_years_back(end, years), _end_of(_years_back(end, years - 1))) for years in (1, 2)]
    years = [(date(year, 1, 1), date(year, 12, 31)) for year in range(last.year, first.year - 1, -1)]
    return [*(days for days in twelve if days[1] >= first), *years]


def _years_back(end: date, years: int) -> date:
    """The first day of the month after ``end``'s, so many years before."""
    after = end + timedelta(days=1)
    return after.replace(year=after.year - years)


def _end_of(start: date) -> date:
    return start - timedelta(days=1)
