"""The page of figures shows what is released and nothing else: beside a release it gives nothing away."""

import json
import re

import pytest
from django.urls import reverse

from referrals.equity.models import AggregateCount
from referrals.equity.rules import GroupKey, Place
from referrals.reports.models import ReleasedCount
from referrals.reports.selectors import tables_by_key
from referrals.reports.services import prepare_release, publish_release, withdraw_release
from tests.factories.equity import counted, release_all, small_town
from tests.factories.people import CommunityFactory, PersonFactory, provider, signed_in
from tests.referrals.equity.test_own import year_of
from tests.referrals.equity.test_page import row_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(community):
    """The page as a resident reads it."""
    visitor = signed_in(PersonFactory(community=community), second_factor=False)

    def read(**asked):
        answer = visitor.get(reverse("equity"), asked)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def test_nothing_stands_there_before_it_is_released(community, town, page, luis):
    prepare_release(community, table=town, by=luis)
    assert "No figures yet" in page()


@pytest.mark.parametrize("who", ["resident", "provider", "ana", "luis", "imani"])
def test_everybody_reads_the_same(community, release, request, who):
    """Those who follow the children as well: the page may be projected, or passed on."""
    people = {"resident": PersonFactory, "provider": lambda **told: provider(told["community"])}
    person = people[who](community=community) if who in people else request.getfixturevalue(who)
    html = signed_in(person).get(reverse("equity")).content.decode()
    assert row_of(html, "White")[0].startswith("Not shown")
    assert row_of(html, "Black")[0].startswith("33 per 1,000 60 of 1,800")


@pytest.mark.parametrize("beside", ["", "others", "year", "neighborhood-zip-"])
@pytest.mark.parametrize("place", ["", "neighborhood-zip-", "rest-zip-"])
def test_no_count_stands_there_that_no_release_shows(community, release, page, place, beside):
    """Whatever the address asks for: every count is one that a release shows, or the sum of some of them."""
    shown = set(ReleasedCount.objects.filter(is_shown=True).values_list("count", flat=True))
    hidden = set(ReleasedCount.objects.filter(is_shown=False).values_list("count", flat=True)) - shown
    table = re.search(r"<table.*?</table>", page(place=place, beside=beside), re.DOTALL)[0]
    said = [int(one.replace(",", "")) for one in re.findall(r"([\d,]+) of [\d,]+ children", words(table))]
    assert said
    for number in said:
        assert number not in hidden
        assert number in shown or any(number == whole - part for whole in shown for part in shown)


def test_what_an_earlier_release_hides_is_hidden_in_a_later_table(community, release, page):
    """A second table of the same children, by language, would show the total that the first one hides by."""
    places = {Place.NEIGHBORHOOD: {"en": 60, "es": 27}, Place.REST: {"en": 2000, "es": 1130}}
    for place, groups in places.items():
        counted(community, place, groups, dimension="language")
    release_all(community)
    for dimension in ("race", "language"):
        html = page(by=dimension)
        cells = {
            (row.place, row.group): row.is_shown
            for row in ReleasedCount.objects.filter(dimension__in=["", dimension]).order_by("release__number")
        }
        here = cells["neighborhood-zip-", ""]
        assert row_of(html, "All children")[0].startswith("Not shown") != here


def test_a_count_revised_since_stays_as_it_was_released(community, release, page):
    AggregateCount.objects.filter(events=60).update(events=70)
    assert row_of(page(), "Black")[0].startswith("33 per 1,000 60 of 1,800")
    release_all(community)
    assert row_of(page(), "Black")[0].startswith("39 per 1,000 70 of 1,800")


def test_what_is_withdrawn_does_not_stand_there(community, release, page, imani):
    withdraw_release(release, why="June was missing.", by=imani)
    assert "No figures yet" in page()


def test_a_group_that_was_added_since_is_not_recorded(community, release, page):
    counted(community, Place.NEIGHBORHOOD, {GroupKey.MULTIRACIAL: 44})
    assert row_of(page(), "More than one group")[0].startswith("Not recorded")


def test_another_communitys_releases_are_not_shown(community, town, page):
    small_town(other := CommunityFactory())
    release_all(other)
    assert "No figures yet" in page()


def test_our_own_referrals_stand_there_as_far_as_they_are_released(community, page, luis, imani):
    year_of(community, {"black": (100, 40), "white": (5, 2), "hispanic": (50, 30)})
    key = next(key for key in tables_by_key(community) if key.startswith("own.evaluated|race"))
    assert "No figures yet" in page()
    release = publish_release(prepare_release(community, table=key, by=luis), by=imani)
    html = page()
    cells = {
        cell["group"]: cell for cell in json.loads(release.body)["cells"] if cell["place"] == "neighborhood--"
    }
    assert (cells["white"]["state"], cells["white"]["people"]) == ("hidden", None)
    for group, label in (("white", "White"), ("hispanic", "Hispanic or Latino"), ("black", "Black")):
        said = row_of(html, label)[0]
        assert said.startswith("Not shown") == (cells[group]["state"] == "hidden")
        assert ("of how many is not shown" in said) == (cells[group]["people"] is None)
    assert "For you, not for others" not in html
