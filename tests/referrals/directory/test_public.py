"""The directory for everybody."""

import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.core.errors import NotAllowed
from community.models import AuditLine
from referrals.directory.record import public_record, service_record
from referrals.directory.selectors import services_of
from referrals.directory.services import bring_in, edit_service, show_to, stage
from referrals.models import Service
from tests.factories.directory import as_file, example, listed, small
from tests.factories.people import CommunityFactory, provider, signed_in, staff

pytestmark = pytest.mark.django_db


def shown(by, *, to="listed", **said):
    return show_to(listed(by, **said), shown=to, by=by)


def page(community, to="en", **asked):
    return Client().get(reverse("public_services", args=[community.slug, to]), asked)


def test_nothing_is_public_unasked(clinic, community):
    service = listed(clinic, name="Quiet help")
    assert "Quiet help" not in page(community).text
    assert Client().get(reverse("public_hsds", args=[community.slug])).json()["contents"] == []
    for _twice in range(2):
        signed_in(clinic).post(reverse("service_show", args=[service.pk]), {"shown": "listed"})
    assert "Quiet help" in page(community).text
    assert AuditLine.objects.filter(verb="service_shown").count() == 1
    show_to(service, shown="inside", by=clinic)
    assert "Quiet help" not in page(community).text


def test_others_of_the_team_do_not_decide_and_a_wrong_word_is_refused(clinic, community):
    service = listed(clinic)
    with pytest.raises(NotAllowed):
        show_to(service, shown="listed", by=provider(community))
    assert (
        signed_in(clinic).post(reverse("service_show", args=[service.pk]), {"shown": "x"}).status_code == 400
    )
    assert Service.objects.get().shown == "inside"


def test_how_full_it_is_stands_there_only_if_that_is_public(clinic, community):
    for to, told in (("listed", False), ("places", True)):
        service = shown(clinic, to=to, places=3, name=f"Seen {to}")
        assert ("3 places open" in page(community).text) == told
        show_to(service, shown="inside", by=clinic)
        service.shown = to
        assert ("capacities" in public_record(service)) == told


def test_people_by_name_and_other_places_stay_inside(community):
    imani = staff(community)
    bring_in(stage(as_file(example("service_full")), by=imani), by=imani)
    Service.objects.update(shown="listed")
    whole, public = service_record(services_of(community).get()), public_record(services_of(community).get())
    assert "contacts" in str(whole)
    assert not {"contacts", "metadata"} & set(_keys(public))
    assert "locations" not in public["organization"]
    for name in ("public_hsds", "public_tables"):
        address = reverse(name, args=[community.slug])
        assert b"Ann Persona" not in _opened(Client().get(address).content)


def _keys(found):
    if isinstance(found, dict):
        yield from found
    for inner in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from _keys(inner)


def _opened(data):
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def test_it_is_sifted_by_need_age_and_language(clinic, community):
    shown(clinic, name="Talking", needs=["communication"], languages=["es"], minimum_age=0, maximum_age=3)
    shown(clinic, name="Crawling", needs=["physical"], languages=["en"], maximum_age=0.5)
    shown(clinic, name="Everything", languages=["ht"])

    def names(**asked):
        text = page(community, **asked).text
        return [name for name in ("Crawling", "Everything", "Talking") if f">{name}</h3>" in text]

    assert names() == ["Crawling", "Everything", "Talking"]
    assert names(need="communication") == ["Talking"]
    assert names(age="2") == ["Everything", "Talking"]
    assert names(age="0") == ["Crawling", "Everything", "Talking"]
    assert names(age="4", language="es") == []
    assert names(language="xx") == ["Crawling", "Everything", "Talking"]
    assert "No service fits" in page(community, age="4", language="es").text


def test_it_is_read_in_three_languages_and_kept_for_a_while(clinic, community):
    shown(clinic, phone="(718) 555-0142 ext. 3")
    for language, words in (("en", "Services for young"), ("es", "Servicios para"), ("ht", "Sèvis pou")):
        answer = page(community, language)
        assert words in answer.text
        assert answer.headers["Content-Language"] == language
        assert "public" in answer.headers["Cache-Control"]
        assert 'href="tel:7185550142"' in answer.text
        assert not answer.cookies
    assert page(community, "fr").status_code == 404
    address = reverse("public_directory", args=[community.slug])
    known = Client().get(address, headers={"accept-language": "es"})
    assert known.headers["Location"] == reverse("public_services", args=[community.slug, "es"])


@pytest.mark.parametrize("name", ["public_directory", "public_hsds", "public_tables"])
def test_an_unknown_community_has_none(name):
    assert Client().get(reverse(name, args=["nowhere"])).status_code == 404


def test_it_shows_its_own_community_alone(clinic, community):
    shown(provider(CommunityFactory()), name="Elsewhere")
    shown(clinic, name="Here")
    assert "Elsewhere" not in page(community).text
    assert [
        row["name"] for row in Client().get(reverse("public_hsds", args=[community.slug])).json()["contents"]
    ] == ["Here"]


@pytest.mark.parametrize("name", ["public_services", "public_hsds", "public_tables"])
def test_the_same_queries_for_1_and_for_20(name, clinic, community):
    arguments = [community.slug, "en"] if name == "public_services" else [community.slug]

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(reverse(name, args=arguments)).status_code == 200
        return len(captured)

    shown(clinic, needs=["social"])
    with_one = queries()
    for number in range(19):
        shown(clinic, name=f"Service {number}", needs=["social", "physical"], languages=["en", "es"])
    assert queries() == with_one


def test_what_it_helps_with_goes_out_and_comes_in(clinic, community):
    listed(clinic, needs=["communication", "social"])
    record = service_record(services_of(community).get())
    assert [one["taxonomy_term"]["name"] for one in record["attributes"]] == [
        "talking and understanding",
        "feelings and other people",
    ]
    away = staff(CommunityFactory())
    for _twice in range(2):
        bring_in(stage(as_file(record), by=away), by=away)
    there = services_of(away.community).get()
    assert service_record(there) == record
    assert sorted(row.need for row in there.needs.all()) == ["communication", "social"]
    edit_service(there, by=away, name="Talk", languages=[], areas=[], needs=["social"])
    assert [row.need for row in services_of(away.community).get().needs.all()] == ["social"]
    bring_in(stage(as_file({**small(), "attributes": [{"id": "a", "value": 3}]}), by=away), by=away)
    strange = services_of(away.community).get(hsds_id="s1")
    assert service_record(strange)["attributes"] == [{"id": "a", "value": 3}]
