"""Who is here, in which language and zone, and what it costs to ask."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from community.models import Person
from community.people.middleware import WhoIsHere
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member, signed_in

pytestmark = pytest.mark.django_db


def test_a_visitor_without_a_session_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/accounts/inactive/").status_code == 200


def test_knowing_who_is_here_costs_one_query_beside_djangos_two(django_assert_num_queries):
    client = signed_in(member(GroupFactory()))
    with django_assert_num_queries(3):
        client.post("/accounts/inactive/")


@pytest.mark.parametrize(
    ("picked", "own", "browser", "spoken"),
    [
        ("es", "ht", "en", "es"),
        ("", "ht", "es", "ht"),
        ("xx", "ht", "es", "ht"),
        ("", None, "es", "es"),
        ("", None, "de", "en"),
    ],
)
def test_the_language_is_picked_then_own_then_the_browsers(picked, own, browser, spoken):
    client = signed_in(PersonFactory(language=own)) if own else Client()
    if picked:
        client.cookies["django_language"] = picked
    page = client.get("/accounts/inactive/", headers={"Accept-Language": browser})
    assert page.headers["Content-Language"] == spoken
    assert f'lang="{spoken}"' in page.text


def test_the_zone_is_the_communitys_and_does_not_stay():
    seen = []

    def look(request):
        seen.append((timezone.get_current_timezone_name(), request.community))
        return HttpResponse()

    rosa = member(GroupFactory(community=CommunityFactory(time_zone="America/Los_Angeles")))
    request = RequestFactory().get("/")
    request.user, request.session = signed_in(rosa).get("/who/").wsgi_request.user, {}
    WhoIsHere(look)(request)
    assert seen == [("America/Los_Angeles", rosa.community)]
    assert timezone.get_current_timezone_name() == "UTC"


def test_somebody_behind_no_person_is_asked_who_they_are_at_closed_doors_only():
    client = signed_in(PersonFactory())
    Person.objects.all().update(user=None)
    assert (
        client.get("/people/?on=2026-01-01").headers["Location"]
        == "/who/?next=%2Fpeople%2F%3Fon%3D2026-01-01"
    )
    assert client.post("/people/").headers["Location"] == "/who/?next=%2F"
    assert client.get("/accounts/inactive/").status_code == 200
    assert client.get("/who/").status_code == 200


def test_a_stranger_is_sent_to_sign_in_and_comes_back(client):
    assert client.get("/people/").headers["Location"] == "/accounts/login/?next=/people/"
    pressed = client.post("/meetings/1/answer/")
    assert pressed.headers["Location"] == "/accounts/login/?next=/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_next_never_leads_away(elsewhere):
    board = GroupFactory()
    rosa = member(board)
    client = signed_in(rosa)
    assert client.post("/who/", {"person": rosa.pk, "next": elsewhere}).headers["Location"] == "/"
