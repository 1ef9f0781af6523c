"""Files of HSDS 3: in, out, and what is refused."""

import copy

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from community.core.errors import NotAllowed
from community.models import AuditLine, Organisation
from referrals.directory.reading import read_package
from referrals.directory.record import organisation_record, page_of, service_record
from referrals.directory.selectors import services_of
from referrals.directory.services import Unfit, bring_in, confirm_service, preview, set_places, stage
from referrals.models import DirectoryFile, Listing, Location, Service
from tests.factories.directory import ID, as_file, example, small
from tests.factories.people import CommunityFactory, signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def imani(community):
    return staff(community)


def brought_in(found, *, by):
    return bring_in(stage(as_file(found), by=by), by=by)


@pytest.mark.parametrize("name", ["service_full", "service_list"])
def test_a_service_goes_out_as_it_came(name, community, imani):
    given_file = example(name)
    brought_in(given_file, by=imani)
    one = given_file["contents"][0] if name == "service_list" else given_file
    assert service_record(services_of(community).get()) == one


def test_an_organization_goes_out_as_it_came_and_its_services_too(community, imani):
    given_file = example("organization_full")
    brought_in(given_file, by=imani)
    record = organisation_record(Listing.objects.get())
    assert {**record, "services": given_file["services"]} == given_file
    service = service_record(services_of(community).get())
    assert {key: value for key, value in service.items() if key != "organization"} == given_file["services"][
        0
    ]


def test_what_went_out_comes_in_elsewhere_the_same(community, imani):
    for name in ("service_full", "organization_full", "service_list"):
        brought_in(example(name), by=imani)
    brought_in(small(capacities=[{"id": "c1", "available": 3, "updated": "2026-09-25T14:23:06Z"}]), by=imani)
    away = staff(CommunityFactory())
    page = page_of([service_record(row) for row in services_of(community)])
    brought_in(page, by=away)
    assert page_of([service_record(row) for row in services_of(away.community)]) == page


def test_twice_changes_nothing(community, imani):
    first = brought_in(example("service_full"), by=imani)
    assert first["new"] > 0
    assert not first["changed"]
    lines = AuditLine.objects.count()
    again = brought_in(example("service_full"), by=imani)
    assert (again["new"], again["changed"]) == (0, 0)
    assert AuditLine.objects.count() == lines
    assert (Service.objects.count(), Location.objects.count(), Organisation.objects.count()) == (1, 1, 1)


def test_looking_changes_nothing(community, imani):
    file = stage(as_file(example("service_full")), by=imani)
    assert preview(file)["new"] > 0
    assert not Service.objects.exists()
    assert not Organisation.objects.exists()


def test_a_shorter_file_takes_nothing_away(community, imani):
    brought_in(example("service_full"), by=imani)
    before = service_record(services_of(community).get())
    brought_in(example("service_list"), by=imani)
    assert service_record(services_of(community).get()) == before


def test_a_list_in_the_file_replaces_ours(community, imani):
    brought_in(small(languages=[{"id": "l1", "code": "es"}, {"id": "l2", "code": "ht"}]), by=imani)
    brought_in(small(languages=[{"id": "l2", "code": "ht", "name": "Creole"}]), by=imani)
    assert [str(row) for row in Service.objects.get().languages.all()] == ["Creole"]


def test_a_later_word_of_ours_stands_against_an_older_file(community, imani):
    told = {
        "assured_date": "2026-01-01",
        "capacities": [{"id": "c1", "available": 9, "updated": "2026-01-01T08:00:00Z"}],
    }
    brought_in(small(**told), by=imani)
    service = confirm_service(set_places(Service.objects.get(), open_places=2, by=imani), by=imani)
    brought_in(small(**told), by=imani)
    now = Service.objects.get()
    assert (now.open_places, now.checked_on) == (2, service.checked_on)


WRONG = [
    ({"name": None}, "contents[1].name", "is missing"),
    ({"status": "open"}, "contents[1].status", "must be one of"),
    ({"url": "javascript:alert(1)"}, "contents[1].url", "http"),
    ({"email": "no address"}, "contents[1].email", "e-mail"),
    ({"minimum_age": "12"}, "contents[1].minimum_age", "age"),
    ({"minimum_age": 4, "maximum_age": 3}, "service s2.maximum_age", "below"),
    ({"assured_date": "26.11.2026"}, "contents[1].assured_date", "day"),
    ({"languages": {"id": "l"}}, "contents[1].languages", "list"),
    ({"service_areas": ["11212"]}, "contents[1].service_areas[0]", "object"),
    ({"service_at_locations": [{"id": "a", "location": {"id": "x"}}]},
     "contents[1].service_at_locations[0].location.location_type", "is missing"),
    ({"capacities": [{"id": "c", "available": -1, "updated": "2026-01-01T00:00:00Z"}]},
     "contents[1].capacities[0].available", "whole number"),
    ({"organization": None}, "contents[1].organization", "is missing"),
    ({"name": "x" * 201}, "contents[1].name", "longer"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "path", "words"), WRONG)
def test_one_mistake_keeps_all_of_the_file_out_and_says_where(changes, path, words, imani):
    with pytest.raises(Unfit) as refusal:
        stage(as_file({"contents": [small(), small(id="s2", **changes)]}), by=imani)
    assert [problem.path for problem in refusal.value.problems] == [path]
    assert words in refusal.value.problems[0].words
    assert not DirectoryFile.objects.exists()
    assert not Organisation.objects.filter(name="Elm Street Clinic").exists()


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[1, NaN]", b"\xff\xfe{\x00", b"[]", b'"word"', b"[" * 5000 + b"]" * 5000, b" " * 5_000_001],
)
def test_what_is_no_such_file_is_refused_in_words(data, imani):
    with pytest.raises(Unfit) as refusal:
        stage(data, by=imani)
    assert refusal.value.problems[0].words


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_whatever_stands_in_a_place_is_read_or_refused_but_never_breaks(data):
    found = copy.deepcopy(example("service_full"))
    row = found
    while True:
        key = data.draw(st.sampled_from(sorted(row)))
        inner = row[key]
        inner = inner[0] if isinstance(inner, list) else inner
        if not isinstance(inner, dict) or data.draw(st.booleans()):
            break
        row = inner
    row[key] = data.draw(json_values)
    package, problems = read_package(as_file(found))
    assert (package is None) == bool(problems)


def test_two_organizations_of_one_name_are_refused(imani):
    twins = [small(), small(id="s2", organization={"id": "o2", "name": "Elm Street Clinic"})]
    with pytest.raises(Unfit):
        stage(as_file({"contents": twins}), by=imani)
    assert not Listing.objects.exists()


def test_only_a_coordinator_brings_files_in(community, clinic, ana):
    for person in (clinic, ana):
        with pytest.raises(NotAllowed):
            stage(as_file(small()), by=person)


def test_the_pages_check_show_and_bring_in(imani, tmp_path):
    browser = signed_in(imani)
    path = tmp_path / "wrong.json"
    path.write_bytes(as_file(small(status="open")))
    with path.open("rb") as file:
        refused = browser.post(reverse("directory_files"), {"file": file})
    assert refused.status_code == 400
    assert "<code>status</code>" in refused.text
    path.write_bytes(as_file(example("service_full")))
    with path.open("rb") as file:
        shown = browser.post(reverse("directory_files"), {"file": file}, follow=True)
    assert "New records" in shown.text
    address = shown.redirect_chain[-1][0]
    assert "has it all now" in browser.post(address, follow=True).text
    assert "Nothing changed" in browser.post(address, follow=True).text
    kept = browser.get(reverse("directory_hsds")).json()
    assert kept["contents"] == [example("service_full")]
    assert kept["contents"][0]["id"] == ID
