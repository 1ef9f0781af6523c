"""The page: what it shows, what it hides, and to whom it opens."""

import datetime
import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import translation

from referrals.equity.models import AggregateCount, Denominator, Indicator
from referrals.equity.rules import EVERYONE, Dimension, GroupKey, Place
from referrals.equity.samples import seed_figures
from referrals.equity.selectors.labels import group_label
from tests.factories.equity import counted, living, release_all, small_town
from tests.factories.people import CommunityFactory, PersonFactory, provider, signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return CommunityFactory()


@pytest.fixture
def page(community):
    """The page as text, as a resident of the community sees it."""

    def read(language="en"):
        release_all(community)
        visitor = signed_in(PersonFactory(community=community, language=language), second_factor=False)
        answer = visitor.get("/equity/")
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def row_of(html, label):
    """The cells of one row of the table, as words."""
    row = re.search(rf'<th scope="row"[^>]*>{label}</th>(.*?)</tr>', html, re.DOTALL)
    return [words(cell) for cell in re.findall(r"<td.*?</td>", row[1], re.DOTALL)]


def test_a_stranger_is_sent_to_sign_in():
    assert Client().get("/equity/").status_code == 302


def test_providers_may_look(community):
    assert signed_in(provider(community)).get("/equity/").status_code == 200


def test_residents_and_providers_find_it_in_their_menu(community, page):
    assert '<a href="/equity/" aria-current="page">' in page()
    assert '<a href="/equity/"' not in signed_in(staff(community)).get("/equity/").content.decode()


def test_without_figures_it_says_what_will_be_here(page):
    assert "No figures yet" in page()


def test_counts_without_children_make_no_rate(community, page):
    counted(community, Place.NEIGHBORHOOD, {GroupKey.BLACK: 60})
    counted(community, Place.REST, {GroupKey.BLACK: 600})
    html = page()
    assert row_of(html, "Black")[0] == "60 no rate: how many there are is not known"
    assert "There is no rate: nobody knows how many there are in both." in html


def test_each_rate_shows_what_it_is_made_of(community, page):
    small_town(community)
    html = page()
    here, rest, compared = row_of(html, "Black")
    assert here == "33 per 1,000 60 of 1,800 children under three between 25 and 43"
    assert rest == "100 per 1,000 1,200 of 12,000 children under three between 94 and 106"
    assert compared.startswith("Less often 0.33 times as often, between 0.25 and 0.43")
    assert "July 2025 to June 2026" in html
    assert "July 2019" in html
    assert "Maple Street" in html
    assert "a census" in html


def test_small_counts_are_hidden_with_what_would_give_them_away(community, page):
    small_town(community)
    html = page()
    assert row_of(html, "White")[0].startswith("Not shown")
    assert "per 1,000" not in row_of(html, "White")[0]
    assert row_of(html, "White")[2] == "Too few to say"
    everyone = row_of(html, "All children")
    assert everyone[0].startswith("29 per 1,000 87 of 3,000 children under three")


def test_one_small_count_takes_the_next_smallest_with_it(community, page):
    living(community, Place.NEIGHBORHOOD, {EVERYONE: 5000, GroupKey.BLACK: 3000})
    living(community, Place.CITY, {EVERYONE: 55_000, GroupKey.BLACK: 23_000})
    counted(community, Place.NEIGHBORHOOD, {GroupKey.BLACK: 60, GroupKey.WHITE: 4, GroupKey.UNKNOWN: 30})
    counted(community, Place.REST, {GroupKey.BLACK: 1200, GroupKey.WHITE: 1800, GroupKey.UNKNOWN: 70})
    html = page()
    assert row_of(html, "No race or ethnicity on record")[0].startswith("Not shown")
    assert row_of(html, "White")[0].startswith("Not shown")
    assert "Of some children nobody wrote down the group" in html


def test_an_unknown_race_is_shown_without_a_rate(community, page):
    small_town(community)
    AggregateCount.objects.filter(events__lt=10).delete()
    here, rest, compared = row_of(page(), "No race or ethnicity on record")
    assert here == "20 no rate: how many there are is not known"
    assert rest.startswith("90 no rate")
    assert compared == ""


def test_a_group_that_the_source_does_not_count_is_not_zero(community, page):
    small_town(community)
    here, _rest, compared = row_of(page(), "More than one group")
    assert here.startswith("Not recorded")
    assert compared == "Cannot be compared"


def test_close_rates_are_no_clear_difference(community, page):
    small_town(community)
    AggregateCount.objects.filter(place=Place.NEIGHBORHOOD, group=GroupKey.BLACK).update(events=175)
    assert row_of(page(), "Black")[2].startswith("No clear difference")


def test_only_the_latest_period_that_both_places_have_is_shown(community, page):
    small_town(community)
    later = {"period_start": datetime.date(2026, 7, 1), "period_end": datetime.date(2027, 6, 30)}
    counted(community, Place.REST, {GroupKey.BLACK: 5000}, **later)
    assert "1,200 of 12,000 children" in page()
    counted(community, Place.NEIGHBORHOOD, {GroupKey.BLACK: 600}, **later)
    assert "July 2026 to June 2027" in page()


def test_figures_of_another_community_are_not_seen(community, page):
    small_town(CommunityFactory())
    Indicator.objects.create(community=CommunityFactory(), key="theirs", claim="theirs alone")
    html = page()
    assert "No figures yet" in html
    assert "theirs" not in html


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_the_picture_is_drawn_alike_in_every_language(community, page, language):
    """Numbers of the geometry keep their decimal point, whatever the language writes."""
    small_town(community)
    html = page(language)
    pictures = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    rates = [ElementTree.fromstring(svg) for svg in pictures if 'class="rates' in svg]  # noqa: S314  our own page
    assert len(rates) == 4
    for svg in rates:
        for element in svg.iter():
            for place in ("x", "x1", "x2", "cx"):
                assert re.fullmatch(r"[0-9.]+%|0", element.get(place, "0")), element.attrib
    assert 'style="' not in html


def test_the_picture_speaks_for_itself(community, page):
    small_town(community)
    svg = ElementTree.fromstring(re.search(r'<svg class="rates wide.*?</svg>', page(), re.DOTALL)[0])  # noqa: S314  our own page
    by_id = {element.get("id"): element.text for element in svg.iter()}
    assert svg.get("role") == "img"
    assert (
        by_id[svg.get("aria-labelledby")]
        == "Children referred to Early Intervention: less often in Maple Street than in the rest of Oakville"
    )
    assert (
        "Black: Maple Street 33, between 25 and 43; the rest of Oakville 100, between 94 and 106"
        in by_id[svg.get("aria-describedby")]
    )
    assert "White: Maple Street not shown" in by_id[svg.get("aria-describedby")]
    assert len(svg.findall(".//circle")) == 5
    assert "Native American" not in by_id[svg.get("aria-describedby")]


def test_sample_data_says_so(community, page):
    seed_figures(SimpleNamespace(community=community, today=datetime.date(2026, 11, 23)))
    html = page()
    assert "Sample data" in html
    assert "November 2025 to October 2026" in html
    assert "sample split of the real total, not a measured figure" in html
    assert "it would be 39 more here (between 4 and 70)" in html
    small_town(other := CommunityFactory())
    release_all(other)
    assert "Sample data" not in signed_in(PersonFactory(community=other)).get("/equity/").content.decode()


def test_real_counts_are_not_called_made_up(community, page):
    seed_figures(SimpleNamespace(community=community, today=datetime.date(2026, 11, 23)))
    AggregateCount.objects.update(is_sample=False)
    assert "The counts on this page are made up" not in page()
    assert "Some numbers of children are made up" in page()
    AggregateCount.objects.update(is_sample=True)
    Denominator.objects.update(is_sample=False)
    assert "The counts on this page are made up" in page()
    assert "Some numbers of children are made up" not in page()


def test_seeding_twice_changes_nothing(community):
    cast = SimpleNamespace(community=community, today=datetime.date(2024, 2, 29))
    seed_figures(cast)
    before = list(AggregateCount.objects.values())
    seed_figures(cast)
    assert list(AggregateCount.objects.values()) == before


def test_indicators_stand_alone_with_their_definition(community, page):
    source = "https://example.org/report"
    Indicator.objects.create(
        community=community, key="a", value=44, unit="percent", denominator="children referred", source=source
    )
    Indicator.objects.create(community=community, key="b", claim="the gap closed", source=source)
    text = words(page())
    assert "44 percent of children referred" in text
    assert "No number published the gap closed Counted not recorded" in text


def test_every_answer_of_2024_is_bridged_on_the_page(community, page):
    small_town(community)
    text = words(page())
    assert "Middle Eastern or North African White" in text
    assert "Nobody asked, or no answer No race or ethnicity on record" in text


@pytest.mark.parametrize("more", [0, 30])
def test_the_number_of_queries_does_not_grow(community, django_assert_max_num_queries, more):
    small_town(community)
    for year in range(more):
        first = datetime.date(1990 + year, 1, 1)
        for place in (Place.NEIGHBORHOOD, Place.REST):
            counted(
                community, place, {GroupKey.BLACK: 20}, period_start=first, period_end=first.replace(month=12)
            )
    for number in range(more):
        Indicator.objects.create(community=community, key=str(number), source="https://example.org/")
    release_all(community)
    visitor = signed_in(PersonFactory(community=community))
    visitor.get("/equity/")
    with django_assert_max_num_queries(11):
        visitor.get("/equity/")


def test_words_of_the_picture_are_translated_late(community):
    """Labels follow the visitor's language, not that of the first visitor."""
    with translation.override("es"):
        assert str(group_label(Dimension.RACE, GroupKey.WHITE)) == translation.gettext("White") != "White"
