"""Imported tables: every place, every kind of group, and the published rates of infant deaths again."""

import csv
import datetime
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from referrals.equity.measures import rate
from referrals.equity.models import AggregateCount, Denominator
from referrals.equity.rules import EVERYONE, Dimension, GroupKey, Measured, Place
from referrals.equity.selectors import imported_tables
from referrals.equity.tables import MixedDefinitions, refuse_to_mix
from tests.factories.equity import counted, living, small_town
from tests.factories.people import CommunityFactory

pytestmark = pytest.mark.django_db
POPULATION = settings.ROOT / "data" / "population"
PUBLISHED = POPULATION / "nyc_infant_mortality_births_by_race_2013_2016.csv"
COLUMNS = {
    Measured.INFANT_DEATHS: ("Infant Deaths", "Infant Mortality Rate"),
    Measured.NEONATAL_DEATHS: ("Neonatal Infant Deaths", "Neonatal Mortality Rate"),
    Measured.POSTNEONATAL_DEATHS: ("Postneonatal Infant Deaths", "Postneonatal Mortality Rate"),
}
NAMES = {
    "asian_pi": "Asian and Pacific Islander",
    "black_nh": "Black Non-Hispanic",
    "other": "Other/Two or More",
    "other_hispanic": "Other Hispanic",
    "puerto_rican": "Puerto Rican",
    "white_nh": "White Non-Hispanic",
}


@pytest.fixture
def community():
    return CommunityFactory(slug="maple")


def published():
    with PUBLISHED.open(encoding="utf-8-sig", newline="") as lines:
        return {(row["Year"], row["Materal Race or Ethnicity"]): row for row in csv.DictReader(lines)}


def test_the_published_rates_of_infant_deaths_come_out_of_their_counts(community):
    for name, kind in (("infant_deaths", "counts"), ("births", "denominators")):
        call_command(
            "import_figures",
            str(POPULATION / f"{name}.csv"),
            kind=kind,
            community="maple",
            stdout=StringIO(),
        )
    rows, seen = published(), 0
    for table in imported_tables(community):
        deaths, said_rate = COLUMNS[Measured(table.definition.key)]
        for row in (row for row in table.rows if row.group in NAMES):
            source = rows[str(table.end.year), NAMES[row.group]]
            assert str(row.events or "") == source[deaths]
            assert row.population == Decimal(source["Number of Live Births"])
            if source[said_rate]:
                found = rate(row.events, row.population, table.definition.per)
                assert f"{found.estimate:.1f}" == f"{float(source[said_rate]):.1f}"
                seen += 1
    assert seen == sum(bool(row[said]) for row in rows.values() for _deaths, said in COLUMNS.values()) == 58


def test_a_table_says_what_it_counts_where_when_and_from_which_source(community):
    small_town(community)
    (table,) = imported_tables(community)
    assert (table.origin, table.dimension, table.is_sample) == ("imported", "race", False)
    assert (table.start, table.end) == (datetime.date(2025, 7, 1), datetime.date(2026, 6, 30))
    assert [(place.role, place.kind, place.name) for place in table.places] == [
        ("neighborhood", "zip", "Maple Street"),
        ("rest", "zip", "the rest of Oakville"),
    ]
    assert {source.source for source in table.sources} == {"a test", "a census"}
    assert {source.as_of for source in table.sources} == {None, datetime.date(2019, 7, 1)}
    here = table.at(table.ours()[0])
    assert (here[GroupKey.BLACK].events, here[GroupKey.BLACK].population) == (60, 1800)
    assert here[GroupKey.UNKNOWN].events == 20
    assert here[GroupKey.UNKNOWN].population is None
    assert here[GroupKey.MULTIRACIAL].events is None
    assert (here[EVERYONE].events, here[EVERYONE].population) == (87, 3000)


def test_the_rest_of_the_city_is_the_city_less_the_neighborhood(community):
    living(community, Place.NEIGHBORHOOD, {EVERYONE: 5000, GroupKey.BLACK: 3000})
    living(community, Place.CITY, {EVERYONE: 55_000, GroupKey.BLACK: 23_000})
    counted(community, Place.NEIGHBORHOOD, {GroupKey.BLACK: 60, GroupKey.UNKNOWN: 5})
    counted(community, Place.CITY, {GroupKey.BLACK: 1260, GroupKey.UNKNOWN: 3})
    (table,) = imported_tables(community)
    rest = next(table.at(place) for place in table.places if place.role == Place.REST)
    assert (rest[GroupKey.BLACK].events, rest[GroupKey.BLACK].population) == (1200, 12_000)
    assert rest[GroupKey.UNKNOWN].events is None
    assert rest[EVERYONE].events is None


def test_each_kind_of_place_has_its_own_figures(community):
    for kind, code, events in (("zip", "11212", 60), ("cd", "316", 90)):
        where = {"place_kind": kind, "place_code": code, "place_name": f"Maple {code}"}
        counted(community, Place.NEIGHBORHOOD, {GroupKey.BLACK: events}, **where)
        living(community, Place.NEIGHBORHOOD, {GroupKey.BLACK: events * 100}, **where)
    (table,) = imported_tables(community)
    found = {place.key: table.at(place)[GroupKey.BLACK] for place in table.places}
    assert {key: (row.events, row.population) for key, row in found.items()} == {
        "neighborhood-zip-11212": (60, 3600),
        "neighborhood-cd-316": (90, 5400),
    }


def test_children_under_three_are_better_than_three_fifths_of_those_under_five(community):
    small_town(community)
    for place, number in ((Place.NEIGHBORHOOD, 1500), (Place.CITY, 14_000)):
        living(community, place, {EVERYONE: number * 2, GroupKey.BLACK: number}, age_band="0-2")
    (table,) = imported_tables(community)
    here, rest = (table.at(place)[GroupKey.BLACK] for place in table.places)
    assert (here.population, rest.population) == (1500, 12_500)
    assert {source.band for source in table.sources if source.as_of} == {"0-2"}


def test_births_of_another_year_are_no_denominator(community):
    values = {"dimension": Dimension.MOTHER, "place_kind": "city"}
    year = {"period_start": datetime.date(2016, 1, 1), "period_end": datetime.date(2016, 12, 31)}
    counted(community, Place.CITY, {"black_nh": 180}, **values, **year)
    AggregateCount.objects.update(measure=Measured.INFANT_DEATHS)
    living(community, Place.CITY, {"black_nh": 23_000}, **values, age_band="births", as_of="2015-12")
    (table,) = imported_tables(community)
    assert {row.population for row in table.rows} == {None}
    Denominator.objects.update(as_of="2016-12")
    (table,) = imported_tables(community)
    assert table.at(table.places[0])["black_nh"].population == 23_000


def test_other_definitions_and_other_origins_share_nothing(community):
    small_town(community)
    counted(community, Place.CITY, {"black_nh": 180}, dimension=Dimension.MOTHER, measure="infant_deaths")
    deaths, referred = sorted(imported_tables(community), key=lambda table: table.definition.key)
    refuse_to_mix([referred, replace(referred, dimension="zip")])
    for other in (deaths, replace(referred, origin="own")):
        with pytest.raises(MixedDefinitions, match="do not measure the same"):
            refuse_to_mix([referred, other])


@pytest.mark.parametrize("more", [1, 30])
def test_two_queries_whatever_there_is(community, django_assert_num_queries, more):
    small_town(community)
    for year in range(more):
        first = datetime.date(1990 + year, 1, 1)
        counted(
            community,
            Place.REST,
            {GroupKey.BLACK: 20},
            period_start=first,
            period_end=first.replace(month=12),
        )
    with django_assert_num_queries(2):
        assert len(imported_tables(community)) == more + 1


def test_tables_of_another_community_are_not_there(community):
    small_town(CommunityFactory())
    assert imported_tables(community) == []
