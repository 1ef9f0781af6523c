"""`manage.py import_figures`: all or nothing, twice is once, every wrong line is named."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from community.core.errors import BadInput
from referrals.equity.forms import read_csv
from referrals.equity.models import AggregateCount, Denominator
from referrals.equity.rules import EVERYONE, Place
from tests.factories.people import CommunityFactory

POPULATION = settings.ROOT / "data" / "population"
HEADER = "measure,place,group,period_start,period_end,events,source,is_sample"
GOOD = "referred,rest,black,2025-07-01,2026-06-30,1200,City of Oakville,no"


@pytest.fixture
def community(db):
    return CommunityFactory(slug="maple")


@pytest.fixture
def figures(tmp_path):
    """Import the given lines as counts; returns what was printed."""

    def run(*lines, kind="counts", slug="maple", encoding="utf-8"):
        path = tmp_path / "figures.csv"
        path.write_bytes("\n".join(lines).encode(encoding))
        out = StringIO()
        call_command("import_figures", str(path), kind=kind, community=slug, stdout=out)
        return out.getvalue().strip()

    return run


def test_counts_are_imported_once(community, figures):
    assert figures(HEADER, GOOD) == "1 added, 0 changed, 0 the same."
    assert figures(HEADER, GOOD) == "0 added, 0 changed, 1 the same."
    assert AggregateCount.objects.get().events == 1200


def test_a_revised_figure_replaces_the_old_one(community, figures):
    figures(HEADER, GOOD)
    assert figures(HEADER, GOOD.replace("1200", "1210")) == "0 added, 1 changed, 0 the same."
    assert AggregateCount.objects.get().events == 1210


def test_columns_may_stand_in_any_order_and_a_byte_order_mark_is_no_column(community, figures):
    columns = HEADER.split(",")
    turned = [",".join(reversed(line.split(","))) for line in (HEADER, GOOD)]
    assert figures(*turned, encoding="utf-8-sig").startswith("1 added")
    assert len(columns) == 8


def test_the_same_figure_of_another_community_is_left_alone(community, figures):
    CommunityFactory(slug="elm")
    figures(HEADER, GOOD)
    assert figures(HEADER, GOOD, slug="elm").startswith("1 added")
    assert AggregateCount.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (GOOD.replace("1200", "-3"), "Line 3: events “-3”"),
        (GOOD.replace("1200", "12.5"), "Line 3: events “12.5”"),
        (GOOD.replace("1200", ""), "Line 3: events “”"),
        (GOOD.replace("1200", "99999999999"), "Line 3: events “99999999999”"),
        (GOOD.replace("2026-06-30", "06/30/2026"), "Write the date like 2026-06-30"),
        (GOOD.replace("2026-06-30", "2026-02-30"), "Write the date like 2026-06-30"),
        (GOOD.replace("2026-06-30", "2024-06-30"), "Line 3: The period must end after it starts."),
        (GOOD.replace("black", "martian"), "Line 3: group “martian”"),
        (GOOD.replace("black", "all"), "Line 3: group “all”"),
        (GOOD.replace("rest", "moon"), "Line 3: place “moon”"),
        (GOOD.replace("referred", "eaten"), "Line 3: measure “eaten”"),
        (GOOD.replace("City of Oakville", ""), "Line 3: source “”"),
        (GOOD.replace("City of Oakville", "x" * 301), "Line 3: source"),
        (GOOD.replace("City of Oakville", "a\0b"), "Line 3: source"),
        (GOOD.replace(",no", ",perhaps"), "Line 3: is_sample “perhaps”"),
        (GOOD + ",more", "Line 3: 9 cells under 8 columns"),
        ("referred,rest", "Line 3: 2 cells under 8 columns"),
        (GOOD.replace("black", "white"), "Line 3: the same figure as line 2"),
        (GOOD.replace("black", '"bl"ack'), "Line 3"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_imported(community, figures, line, reason):
    with pytest.raises(CommandError) as refusal:
        figures(HEADER, GOOD.replace("black", "white"), line, GOOD.replace("black", "aian"))
    assert reason in str(refusal.value)
    assert not AggregateCount.objects.exists()


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([""], "Line 1: the columns must be measure, place"),
        ([HEADER + ",extra", GOOD + ",1"], "Line 1: the columns must be"),
        ([HEADER.replace("events", "count"), GOOD], "Line 1: the columns must be"),
        ([HEADER.replace("place", "measure"), GOOD], "Line 1: the columns must be"),
    ],
)
def test_another_header_is_refused(community, figures, lines, reason):
    with pytest.raises(CommandError, match=reason):
        figures(*lines)


def test_a_file_that_is_no_text_is_refused(community, figures):
    with pytest.raises(CommandError, match="not text in UTF-8"):
        figures(HEADER, GOOD.replace("City", "Ciudád"), encoding="latin-1")


def test_many_mistakes_are_counted(community, figures):
    with pytest.raises(CommandError, match="and 20 more"):
        figures(HEADER, *[GOOD.replace("1200", "x")] * 40)


def test_no_such_community_or_file(community, figures):
    with pytest.raises(CommandError, match="no community “elm”"):
        figures(HEADER, GOOD, slug="elm")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_figures", "/nowhere.csv", kind="counts", community="maple")


def test_the_citys_real_denominators(community):
    path = str(POPULATION / "denominators.csv")
    call_command("import_figures", path, kind="denominators", community="maple", stdout=StringIO())
    here = Denominator.objects.get(place=Place.NEIGHBORHOOD, group=EVERYONE)
    assert here.population == Decimal("5375.24")
    city = Denominator.objects.filter(place=Place.CITY)
    groups = city.exclude(group=EVERYONE)
    assert sum(one.population for one in groups) == city.get(group=EVERYONE).population == 523_718
    assert not any(one.is_sample or one.approximation for one in city)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("5375.24", "0"), "A population must be more than 0."),
        (("5375.24", "NaN"), "population “NaN”"),
        (("5375.24", "5,375"), "columns"),
        (("2019-07", "July 2019"), "as_of"),
        (("2019-07", "2019-7x"), "must be a year and a month"),
        (("2019-07", "2019-13"), "must be a year and a month"),
        (("2019-07", "2019-00"), "must be a year and a month"),
        (("2019-07", "0000-07"), "must be a year and a month"),
        (("0-4", "0-17"), "age_band “0-17”"),
    ],
)
def test_a_wrong_denominator_is_named(community, figures, change, reason):
    lines = (POPULATION / "denominators.csv").read_text().splitlines()[:2]
    with pytest.raises(CommandError, match=f"(?s)Line 2.*{reason}"):
        figures(lines[0], lines[1].replace(*change, 1), kind="denominators")


def test_the_denominators_are_those_of_the_published_files():
    def rows(name):
        with (POPULATION / name).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    published = {row["subgroup"]: row for row in rows("nyc_age0_4_by_race_borough_sex.csv")}
    names = {
        "all": "Citywide",
        "black": "Black",
        "hispanic": "Hispanic/Latino",
        "white": "White",
        "asian_nhpi": "Asian/NHPI",
        "aian": "Native American/Alaska Native",
        "multiracial": "Multiracial",
    }
    ours = rows("denominators.csv")
    for row in (row for row in ours if row["place"] == "city"):
        of_source = published[names[row["group"]]]
        assert Decimal(row["population"]) == Decimal(of_source["pop_0_4_derived"])
        assert Decimal(row["population"]) == Decimal(of_source["pop_0_17"]) - Decimal(of_source["pop_5_17"])
    brownsville = [
        row for row in rows("nyc_age0_4_by_modzcta.csv") if row["neighborhood"] == "Ocean Hill-Brownsville"
    ]
    assert [row["modzcta"] for row in brownsville] == ["11212"]
    here = next(row for row in ours if row["place"] == "neighborhood")
    assert Decimal(here["population"]) == Decimal(brownsville[0]["pop_0_4_derived"])
    split = rows("sample_split.csv")
    assert sum(Decimal(row["population"]) for row in split) == Decimal(here["population"])
    assert {row["is_sample"] for row in split} == {"yes"}
    assert all("not a measured figure" in row["approximation"] for row in split)


@given(st.text(max_size=80))
def test_any_text_is_refused_in_words(text):
    with pytest.raises(BadInput, match="Line"):
        read_csv(StringIO(text, newline=""), kind="counts")
