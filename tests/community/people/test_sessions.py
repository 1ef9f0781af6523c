"""A sign-in gets a session of its own, and nobody inherits one."""

import pytest
from django.core.cache import cache
from django.test import Client

from community.models import Person
from tests.community.people.at_the_door import (
    LOGIN,
    PASSWORD,
    SECRET,
    STAFF_PAGE,
    TOTP,
    code_of,
    type_password,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
ASK, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


def come_in(phone, texted):
    client = Client()
    client.post(ASK, {"phone": phone})
    client.post(CONFIRM, {"code": texted[phone]})
    return client


def person_in(client):
    return client.get("/accounts/inactive/").wsgi_request.person


def test_a_session_planted_before_a_code_is_worth_nothing_after(texted):
    PersonFactory(phone="+13475550199")
    client = Client()
    client.post(ASK, {"phone": "+13475550199"})
    planted = client.cookies["sessionid"].value
    client.post(CONFIRM, {"code": texted["+13475550199"]})
    assert client.cookies["sessionid"].value != planted
    eve = Client()
    eve.cookies["sessionid"] = planted
    assert person_in(eve) is None


def test_a_session_planted_before_a_password_is_worth_nothing_after(ana):
    client = Client()
    type_password(client, "ana@example.org")
    planted = client.cookies["sessionid"].value
    client.post(TOTP, {"code": code_of(SECRET)})
    eve = Client()
    eve.cookies["sessionid"] = planted
    assert eve.get(STAFF_PAGE).status_code == 302
    assert client.get(STAFF_PAGE).status_code == 200


@pytest.mark.parametrize("signs_in_anew", [False, True], ids=["at once", "after a new sign-in"])
def test_a_phone_that_passes_to_somebody_else_takes_no_old_session_along(texted, signs_in_anew):
    rosa = PersonFactory(phone="+13475550199")
    on_rosas_tablet = come_in("+13475550199", texted)
    assert person_in(on_rosas_tablet) == rosa
    Person.objects.filter(pk=rosa.pk).update(phone="+13475550111")
    if signs_in_anew:
        come_in("+13475550111", texted)
    luis = PersonFactory(community=rosa.community, phone="+13475550199")
    assert person_in(come_in("+13475550199", texted)) == luis
    assert person_in(on_rosas_tablet) is None


def test_a_new_code_for_the_same_people_ends_no_session(texted):
    rosa = PersonFactory(phone="+13475550199")
    first = come_in("+13475550199", texted)
    come_in("+13475550199", texted)
    assert person_in(first) == rosa


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"]
)
def test_no_way_in_leads_away(ana, texted, elsewhere):
    client = Client()
    client.post(LOGIN, {"login": "ana@example.org", "password": PASSWORD, "next": elsewhere})
    done = client.post(TOTP, {"code": code_of(SECRET), "next": elsewhere})
    assert done.headers["Location"] == "/"
    PersonFactory(phone="+13475550199")
    client = Client()
    client.post(f"{ASK}?next={elsewhere}", {"phone": "+13475550199", "next": elsewhere})
    done = client.post(CONFIRM, {"code": texted["+13475550199"], "next": elsewhere})
    assert done.headers["Location"] == "/"


def test_six_wrong_codes_from_an_app_close_the_second_door_for_a_while(ana):
    for _time in range(6):
        client = Client()
        type_password(client, "ana@example.org")
        client.post(TOTP, {"code": "000000"})
    client.post(TOTP, {"code": code_of(SECRET)})
    assert client.get(STAFF_PAGE).status_code == 302
    cache.clear()
    client.post(TOTP, {"code": code_of(SECRET)})
    assert client.get(STAFF_PAGE).status_code == 200
