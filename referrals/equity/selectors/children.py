"""The children that figures are measured against, by place and group."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from referrals.equity.models import AggregateCount, Denominator
from referrals.equity.rules import EVERYONE, AgeBand, Place, under_three
from referrals.equity.tables import Area, Definition, Source

Living = dict[tuple[str, str, str], dict[str, Decimal]]
CITY = (Place.CITY.value, "", "")


def place_of(figure: AggregateCount | Denominator) -> tuple[str, str, str]:
    """The city is one, however its figures call it."""
    if figure.place == Place.CITY:
        return CITY
    return figure.place, figure.place_kind, figure.place_code


def area_of(place: tuple[str, str, str], names: Mapping[tuple[str, str, str], str]) -> Area:
    name = names.get(place) or str(Place(place[0]).label)
    if place[0] == Place.REST and CITY in names:
        name = _("the rest of %(city)s") % {"city": names[CITY]}
    return Area(*place, name)


def fitting(
    definition: Definition,
    dimension: str,
    end: date,
    events: Iterable[Area],
    denominators: Iterable[Denominator],
) -> list[Denominator]:
    """The denominators of one month and one age band: the most places, then the best, the latest."""
    batches: dict[tuple[int, str], list[Denominator]] = {}
    for one in denominators:
        fits = one.dimension == dimension or one.group == EVERYONE
        in_time = not definition.of_the_period or one.as_of == f"{end:%Y-%m}"
        if fits and in_time and one.age_band in definition.ages:
            batches.setdefault((-definition.ages.index(one.age_band), one.as_of), []).append(one)
    wanted = {place[:3] for place in events}

    def serves(batch: tuple[int, str]) -> tuple[int, int, str]:
        return (len(wanted & living_in(batches[batch]).keys()), *batch)

    return batches[max(batches, key=serves)] if batches else []


def living_in(denominators: Iterable[Denominator]) -> Living:
    """Children by place and group; the rest of the city is the city less each neighborhood of ours."""
    living: Living = {}
    for one in denominators:
        is_older = one.age_band == AgeBand.UNDER_FIVE
        number = under_three(one.population) if is_older else one.population
        living.setdefault(place_of(one), {})[one.group] = number
    city = living.get(CITY, {})
    for place, here in list(living.items()):
        if place[0] == Place.NEIGHBORHOOD:
            rest = {group: city[group] - number for group, number in here.items() if group in city}
            living[(Place.REST.value, *place[1:])] = {
                group: number for group, number in rest.items() if number > 0
            }
    return living


def lived(denominators: Iterable[Denominator], names: Mapping[tuple[str, str, str], str]) -> Iterable[Source]:
    return dict.fromkeys(
        Source(
            what=_("All children") if one.group == EVERYONE else _("Children by group"),
            place=area_of(place_of(one), names),
            as_of=date.fromisoformat(f"{one.as_of}-01"),
            source=one.source,
            how=one.approximation,
            is_sample=one.is_sample,
            band=one.age_band,
        )
        for one in denominators
    )
