"""Releases of our own referrals: labelled as ours, and no step gives away what another hides."""

import csv
import datetime
import io
import itertools
import json

import pytest
from django.test import Client
from django.urls import reverse

from referrals.equity.models import MonthCount
from referrals.equity.tables import OWN_DEFINITIONS
from referrals.reports.linking import Counted, Fact
from referrals.reports.models import Release, ReleasedCount
from referrals.reports.paper import pdf_of
from referrals.reports.readout import tables
from referrals.reports.selectors import issued_sheets, tables_by_key
from referrals.reports.services import prepare_release, publish_release
from referrals.reports.services.preparing import prepare
from tests.factories.people import signed_in
from tests.paper import text_of
from tests.referrals.reports.attacker import SMALL, issue

pytestmark = pytest.mark.django_db
YEAR = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
KEY = "own.{}|race|2025-01-01|2025-12-31"
STEPS = tuple(OWN_DEFINITIONS)


@pytest.fixture
def referred(community):
    """A year of referrals by race: how many came as far as each step, of fewer and fewer."""
    ways = {
        "black": (80, 70, 58, 40, 38, 30),
        "hispanic": (50, 44, 37, 30, 29, 21),
        "white": (9, 7, 4, 2, 2, 1),
    }
    MonthCount.objects.bulk_create(
        MonthCount(
            community=community,
            dimension="race",
            month=datetime.date(2025, 5, 1),
            step=step,
            zip_code="11212",
            group=group,
            children=children,
        )
        for group, way in ways.items()
        for step, children in zip(STEPS, way, strict=True)
    )


@pytest.fixture
def publish(community, referred, luis, imani):
    def out(step):
        return publish_release(prepare_release(community, table=KEY.format(step), by=luis), by=imani)

    return out


def test_only_what_is_over_can_be_released(community, referred):
    MonthCount.objects.create(
        community=community,
        dimension="race",
        month=community.today().replace(day=1),
        step="referred",
        zip_code="11212",
        group="black",
        children=1,
    )
    keys = tables_by_key(community)
    assert KEY.format("evaluated") in keys
    assert all(entry.end < community.today() for entry in keys.values())


def test_staff_choose_them_apart_from_imported_ones(town, referred, luis):
    page = signed_in(luis).get(reverse("reports")).content.decode()
    assert '<optgroup label="Children referred to Early Intervention (imported)">' in page
    assert '<optgroup label="Children who were evaluated (our own)">' in page


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_every_form_says_that_they_are_our_own(publish, release, language):
    own = publish("evaluated")
    body = json.loads(own.body)
    assert body["measure"]["origin"] == "own"
    said = {"en": "not all that the city knows of", "es": "no todas las que conoce", "ht": "se pa tout sa"}
    for name in ("release_page", "release_numbers"):
        for one in (own, release):
            page = Client().get(reverse(name, args=[one.community.slug, one.number, language]))
            assert (said[language] in page.content.decode()) == (one == own)
    assert said[language] in " ".join(text_of(pdf_of(own, language)).split())
    lines = csv.DictReader(
        io.StringIO(
            Client().get(reverse("release_csv", args=[own.community.slug, own.number])).content.decode()
        )
    )
    assert {line["origin"] for line in lines} == {"own"}
    listed = Client().get(reverse("public_releases", args=[own.community.slug])).content.decode()
    assert listed.count("our own referrals") == 1


def test_groups_are_said_side_by_side(publish):
    said = json.loads(publish("evaluated").body)["sentences"]["en"]
    assert said[1] == "By group: Black 72%."


def test_people_who_are_a_hidden_count_are_hidden_too(publish):
    body = json.loads(publish("evaluated").body)
    cells = {cell["group"]: cell for cell in body["cells"] if cell["place"] == body["here"]}
    assert (cells["white"]["state"], cells["white"]["people"]) == ("hidden", None)
    [rows] = [table.rows for table in tables(body)][:1]
    assert ["White", "not shown", "not shown", "", ""] in rows


def test_what_was_issued_is_read_again_as_it_was_prepared(community, publish, referred):
    prepared = prepare(community, KEY.format("evaluated"))
    publish("evaluated")
    assert issued_sheets(community) == [list(prepared.sheet)]


@pytest.mark.parametrize("steps", [STEPS, STEPS[::-1], ("services", "referred", "eligible", "plan")])
def test_two_steps_that_are_shown_leave_no_few_between_them(publish, steps):
    """Forty were found eligible and 38 got a plan: not both are said, in whatever order they are released."""
    for step in steps:
        publish(step)
    assert Release.objects.count() == len(steps)
    shown = {
        (one.measure, one.place, one.dimension, one.group): one.count
        for one in ReleasedCount.objects.filter(is_shown=True)
    }
    for (_measure, *cell), group in itertools.groupby(sorted(shown), key=lambda key: ("", *key[1:])):
        counts = [shown[key] for key in group]
        assert not any(abs(one - two) in SMALL for one, two in itertools.combinations(counts, 2)), cell


def one(measure, events, group="", *, days=YEAR):
    fact = Fact(measure, "neighborhood--", *days, group and "race", group)
    return Counted(fact, events, None)


def test_nobody_is_evaluated_who_was_not_referred():
    """Up to November 14 were hidden for the sake of 4. No child of that group was referred in December, so
    who reads of 100 referred in either time, and that 14 of the year were evaluated, knows both."""
    up_to_november = (YEAR[0], datetime.date(2025, 11, 30))
    first = issue([], both_steps(up_to_november, asian=(100, 14), white=(100, 4)))
    second = issue([first], both_steps(YEAR, asian=(100, 14), white=(130, 24)))
    hidden, shown = (
        {each.fact[:1] + each.fact[5:] for each in sheet if each.is_shown is said}
        for sheet, said in ((first, False), (second, True))
    )
    assert {("own.evaluated", "asian"), ("own.evaluated", "white")} <= hidden
    assert not {("own.evaluated", "asian"), ("own.referred", "asian")} <= shown


def both_steps(days, **groups):
    everyone = {"black": (300, 200), **groups}
    everyone[""] = tuple(map(sum, zip(*everyone.values(), strict=True)))
    return [
        one(measure, counts[at], group, days=days)
        for at, measure in enumerate(("own.referred", "own.evaluated"))
        for group, counts in everyone.items()
    ]


@pytest.mark.parametrize(
    "order", [*itertools.permutations(("infant_deaths", "neonatal_deaths", "postneonatal_deaths"))]
)
def test_ages_at_death_are_linked_as_steps_are(order):
    """All infants who died are those who died young or later: none of three gives one away."""
    counts = {"infant_deaths": 40, "neonatal_deaths": 34, "postneonatal_deaths": 6}
    earlier = []
    for measure in order:
        issued = issue(earlier, [one(f"imported.{measure}", counts[measure])])
        if issued is not None:
            earlier.append(issued)
    shown = {each.fact.measure.split(".")[1] for sheet in earlier for each in sheet if each.is_shown}
    assert not {"infant_deaths", "neonatal_deaths"} <= shown
    assert "postneonatal_deaths" not in shown
