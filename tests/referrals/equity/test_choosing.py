"""What the address asks for, on the page: another place, another year, the groups among themselves."""

import datetime
import re
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.management import call_command

from referrals.equity.models import AggregateCount
from referrals.equity.rules import EVERYONE, GroupKey, Place
from tests.factories.equity import END, START, counted, living, release_all, small_town
from tests.factories.people import CommunityFactory, PersonFactory, signed_in
from tests.referrals.equity.test_page import row_of, words

pytestmark = pytest.mark.django_db
POPULATION = settings.ROOT / "data" / "population"


@pytest.fixture
def community():
    return CommunityFactory(slug="maple")


@pytest.fixture
def page(community):
    """The page for what is asked, as a resident sees it."""
    visitor = signed_in(PersonFactory(community=community), second_factor=False)

    def read(**asked):
        release_all(community)
        answer = visitor.get("/equity/", asked)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def options(html, name):
    """The values of one choice, the chosen one last."""
    select = re.search(rf'<select id="choice-{name}".*?</select>', html, re.DOTALL)[0]
    values = re.findall(r'<option value="([^"]*)"', select)
    return values, re.findall(r'value="([^"]*)" selected', select)


def import_infant_deaths():
    for name, kind in (("infant_deaths", "counts"), ("births", "denominators")):
        path = str(POPULATION / f"{name}.csv")
        call_command("import_figures", path, kind=kind, community="maple", stdout=StringIO())


def test_the_default_is_our_neighborhood_beside_the_rest_of_the_city(community, page):
    small_town(community)
    html = page()
    assert options(html, "what") == (["imported-referred"], ["imported-referred"])
    assert options(html, "place")[1] == ["neighborhood-zip-"]
    assert options(html, "beside") == (["rest-zip-", "others"], ["rest-zip-"])
    lost = page(what="martian", by="?", period="x", place="elsewhere", beside="nothing")
    assert row_of(html, "Black") == row_of(lost, "Black")
    for name in ("what", "by", "period", "place", "beside"):
        assert options(html, name) == options(lost, name)


def test_the_citys_infant_deaths_stand_on_the_page_as_published(community, page):
    """The published rates of 2016 by group, to their one decimal."""
    import_infant_deaths()
    html = page(period="2016-01-01/2016-12-31")
    for label, said in (
        ("Black, not Hispanic", "8.0 per 1,000 180 of 22,465 live births"),
        ("White, not Hispanic", "2.6 per 1,000 105 of 40,633 live births"),
        ("Asian and Pacific Islander", "2.9 per 1,000 62 of 21,566 live births"),
        ("Puerto Rican", "3.4 per 1,000 24 of 7,159 live births"),
        ("Hispanic, not Puerto Rican", "3.8 per 1,000 102 of 26,915 live births"),
        ("Other, or two and more", "Not recorded of 1,534 live births"),
    ):
        assert row_of(html, label)[0].startswith(said)
    assert row_of(html, "Black, not Hispanic")[2].startswith("More often")
    assert row_of(html, "Puerto Rican")[2].startswith("No clear difference")
    assert "not alike for every group in New York City" in html
    assert "three fifths" not in html


def test_other_years_can_be_asked_for_and_the_year_before_is_beside(community, page):
    import_infant_deaths()
    periods, _chosen = options(page(), "period")
    assert periods == [f"{year}-01-01/{year}-12-31" for year in (2016, 2015, 2014, 2013)]
    html = page(period="2014-01-01/2014-12-31", beside="year")
    here, before, compared = row_of(html, "Black, not Hispanic")
    assert here.startswith("7.5 per 1,000 177 of 23,680")
    assert before.startswith("8.3 per 1,000 201 of 24,108")
    assert compared.startswith("No clear difference")
    assert "year" not in options(page(period="2013-01-01/2013-12-31"), "beside")[0]


def test_another_neighborhood_stands_beside_with_its_kind(community, page):
    small_town(community)
    where = {"place_kind": "cd", "place_code": "308", "place_name": "Elm Heights"}
    counted(community, Place.OTHER, {GroupKey.BLACK: 150, GroupKey.UNKNOWN: 40}, **where)
    living(community, Place.OTHER, {EVERYONE: 4000, GroupKey.BLACK: 2000}, **where)
    html = page(beside="other-cd-308")
    assert row_of(html, "Black")[1].startswith("125 per 1,000 150 of 1,200 children under three")
    assert "Elm Heights (community district 308)" in html
    assert row_of(page(place="other-cd-308", beside="neighborhood-zip-"), "Black")[0].startswith("125 per")


def test_groups_stand_beside_all_the_others_there(community, page):
    small_town(community)
    AggregateCount.objects.of(community).filter(group=GroupKey.WHITE).update(events=40)
    AggregateCount.objects.of(community).filter(group=GroupKey.AIAN).delete()
    html = page(beside="others")
    here, others, compared = row_of(html, "Black")
    assert here.startswith("33 per 1,000 60 of 1,800")
    assert others.startswith("50 per 1,000 60 of 1,200")
    assert compared.startswith("Less often")
    assert "All others are everyone counted there without the group itself" in html


def test_what_is_hidden_here_is_not_found_through_all_the_others(community, page):
    small_town(community)
    html = page(beside="others")
    for group in ("White", "Native American or Alaska Native"):
        assert all(cell.startswith("Not shown") for cell in row_of(html, group)[:2])


def test_kinds_of_groups_never_share_a_table(community, page):
    small_town(community)
    import_infant_deaths()
    assert options(page(), "what")[0][0] == "imported-referred"
    html = page(what="imported-infant_deaths", by="race")
    assert options(html, "by") == (["mother"], ["mother"])
    assert "Children referred to Early Intervention" not in words(
        re.search(r"<figure.*?</figure>", html, re.DOTALL)[0]
    )


def test_the_picture_of_ratios_speaks_and_marks_alike(community, page):
    small_town(community)
    html = page()
    forest = re.search(r'<svg class="rates forest wide.*?</svg>', html, re.DOTALL)[0]
    svg = ElementTree.fromstring(forest)  # noqa: S314  our own page
    by_id = {element.get("id"): element.text for element in svg.iter()}
    assert (
        "Black: 0.33 times as often, between 0.25 and 0.43; less often" in by_id[svg.get("aria-describedby")]
    )
    assert len(svg.findall(".//circle")) == 2
    assert "1 = alike" in forest


def test_no_forest_of_one(community, page):
    counted(community, Place.NEIGHBORHOOD, {GroupKey.BLACK: 60}, period_start=START, period_end=END)
    assert "forest" not in page()


@pytest.mark.parametrize("more", [1, 30])
def test_the_same_queries_whatever_is_chosen(community, django_assert_max_num_queries, more):
    import_infant_deaths()
    for year in range(more):
        first = datetime.date(1970 + year, 1, 1)
        days = {"period_start": first, "period_end": first.replace(month=12)}
        counted(community, Place.CITY, {GroupKey.BLACK: 20}, **days)
    release_all(community)
    visitor = signed_in(PersonFactory(community=community))
    visitor.get("/equity/")
    with django_assert_max_num_queries(11):
        visitor.get("/equity/", {"beside": "year"})
