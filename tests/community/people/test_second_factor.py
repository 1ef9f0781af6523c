"""Staff and providers come in by e-mail, password and a code from an app; nothing else opens their pages."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from community.models import StaffRole
from community.people.services import give_phone_sign_in
from tests.community.people.at_the_door import (
    LOGIN,
    PASSWORD,
    SECRET,
    SET_UP,
    STAFF_PAGE,
    TOTP,
    code_of,
    type_password,
)
from tests.factories.people import (
    CommunityFactory,
    GroupFactory,
    member,
    provider,
    signed_in,
)

pytestmark = pytest.mark.django_db


def test_password_then_code_opens_the_staff_pages(ana):
    client = Client()
    page = type_password(client, "ana@example.org")
    assert page.request["PATH_INFO"] == TOTP
    assert client.get(STAFF_PAGE).status_code == 302
    client.post(TOTP, {"code": code_of(SECRET)})
    assert client.get(STAFF_PAGE).status_code == 200
    assert client.get("/").context["person"] == ana


def test_the_sign_in_page_has_a_password_field(client):
    assert 'type="password"' in client.get(LOGIN).text


def test_a_password_alone_sends_no_code(ana):
    type_password(Client(), "ana@example.org", password="")
    from community.messaging.models import Message

    assert not Message.objects.exists()


def test_staff_without_a_phone_are_not_turned_away(ana):
    assert type_password(Client(), "ana@example.org").redirect_chain


@pytest.mark.parametrize(
    ("email", "password"),
    [("ana@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("+13475550199", PASSWORD)],
)
def test_a_wrong_pair_says_the_same_whoever_it_is(ana, email, password):
    page = type_password(Client(), email, password)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not page.wsgi_request.user.is_authenticated


def test_the_same_code_opens_once(ana):
    code = code_of(SECRET)
    for opens in (True, False):
        client = Client()
        type_password(client, "ana@example.org")
        client.post(TOTP, {"code": code})
        assert (client.get(STAFF_PAGE).status_code == 200) is opens


@pytest.mark.parametrize(("ago", "opens"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_code_typed_a_little_late_opens_too(ana, hold_the_time, ago, opens):
    hold_the_time(15)
    client = Client()
    type_password(client, "ana@example.org")
    client.post(TOTP, {"code": code_of(SECRET, ago)})
    assert (client.get(STAFF_PAGE).status_code == 200) is opens


def test_a_used_code_never_opens_again(ana, hold_the_time):
    hold_the_time(1)
    code = code_of(SECRET, ago=-1)
    spaced = f"{code[:3]} {code[3:]}"
    tries = [(0, code, True), (31, code, False), (32, spaced, False), (88, code, False)]
    for later, typed, opens in tries:
        hold_the_time(1 + later)
        client = Client()
        type_password(client, "ana@example.org")
        client.post(TOTP, {"code": typed})
        assert (client.get(STAFF_PAGE).status_code == 200) is opens


def test_without_an_app_one_is_led_to_set_it_up_and_then_let_in(bea):
    client = Client()
    page = type_password(client, "bea@example.org")
    assert page.request["PATH_INFO"] == SET_UP
    assert "data:image/svg+xml;base64," in page.text
    secret = page.context["form"].secret
    assert secret in page.text
    assert client.post(STAFF_PAGE).status_code == 403
    wrong = client.post(SET_UP, {"code": "000000"})
    assert wrong.status_code == 200
    assert client.get(STAFF_PAGE).status_code == 302
    done = client.post(SET_UP, {"code": code_of(secret)}, follow=True)
    assert "spare codes" in done.text
    assert client.get(STAFF_PAGE).status_code == 200


def test_a_session_older_than_the_app_is_asked_for_its_code(bea):
    old = Client()
    type_password(old, "bea@example.org")
    new = Client()
    secret = type_password(new, "bea@example.org").context["form"].secret
    new.post(SET_UP, {"code": code_of(secret)})
    asked = old.get(STAFF_PAGE, follow=True)
    assert asked.request["PATH_INFO"] == "/accounts/2fa/reauthenticate/"
    for address in (
        "totp/deactivate/",
        "recovery-codes/",
        "recovery-codes/download/",
        "recovery-codes/generate/",
    ):
        assert old.get(f"/accounts/2fa/{address}").status_code == 302
        assert old.post(f"/accounts/2fa/{address}").status_code in (403, 405)
    assert Authenticator.objects.filter(type="totp").count() == 1
    back = old.post(
        "/accounts/2fa/reauthenticate/", {"code": code_of(secret), "next": STAFF_PAGE}, follow=True
    )
    assert (back.request["PATH_INFO"], back.status_code) == (STAFF_PAGE, 200)


def test_posts_and_htmx_are_refused_until_then(bea):
    client = signed_in(bea, second_factor=False)
    assert client.post("/").status_code in (403, 405)
    assert client.get(STAFF_PAGE, headers={"HX-Request": "true"}).status_code == 403
    assert client.get(STAFF_PAGE).headers["Location"].startswith(SET_UP)


def test_roles_that_need_two_factors_are_held_back_at_every_door(bea):
    client = signed_in(bea, second_factor=False)
    person = client.get("/who/").wsgi_request.person
    assert person.roles == frozenset()
    assert person.owes_second_factor
    assert signed_in(bea).get("/who/").wsgi_request.person.roles == {"coordinator"}


def test_a_board_member_needs_no_second_factor():
    rosa = member(GroupFactory())
    client = signed_in(rosa, second_factor=False)
    assert client.get("/").status_code == 200
    assert client.get(STAFF_PAGE).status_code == 403


def test_a_code_by_phone_is_never_raised_to_two_factors():
    rosa = member(GroupFactory())
    client = Client()
    client.force_login(give_phone_sign_in(rosa), backend=settings.AUTHENTICATION_BACKENDS[0])
    StaffRole.objects.create(person=rosa, role="coordinator", since=datetime.date(2025, 1, 1))
    assert client.get("/").status_code == 403
    assert client.get(STAFF_PAGE).status_code == 403
    assert client.get(SET_UP).status_code == 403
    assert client.post(SET_UP, {"code": "123456"}).status_code == 403
    assert not Authenticator.objects.exists()


def test_anothers_list_of_factors_does_not_count(ana, bea):
    client = signed_in(ana)
    session = client.session
    session["account_authentication_methods_user"] = str(bea.user.pk)
    session.save()
    assert client.get(STAFF_PAGE).status_code == 403


def test_access_ends_with_the_post(ana, time_machine):
    time_machine.move_to("2026-11-23 18:00:00Z")
    client = signed_in(ana)
    assert client.get(STAFF_PAGE).status_code == 200
    StaffRole.objects.update(until=datetime.date(2026, 11, 23))
    assert client.get(STAFF_PAGE).status_code == 200
    time_machine.move_to("2026-11-24 04:59:00Z")  # 11:59 pm in New York
    assert client.get(STAFF_PAGE).status_code == 200
    time_machine.move_to("2026-11-24 05:00:00Z")
    assert client.get(STAFF_PAGE).status_code == 403


def test_a_provider_owes_a_second_factor_too():
    client = signed_in(provider(CommunityFactory()), second_factor=False)
    assert client.get("/").headers["Location"].startswith(SET_UP)


def test_a_spare_code_opens_once(ana):
    ana_in = Client()
    type_password(ana_in, "ana@example.org")
    ana_in.post(TOTP, {"code": code_of(SECRET)})
    page = ana_in.post("/accounts/2fa/recovery-codes/generate/", follow=True)
    code = page.context["unused_codes"][0]
    for opens in (True, False):
        client = Client()
        type_password(client, "ana@example.org")
        client.post(TOTP, {"code": code})
        assert (client.get(STAFF_PAGE).status_code == 200) is opens


def test_every_page_on_the_way_renders(ana, bea):
    client = Client()
    for address in ("login/", "login/code/", "inactive/", "password/reset/", "password/reset/done/"):
        page = client.get(f"/accounts/{address}")
        assert page.status_code == 200
        assert "<h1>" in page.text
    inside = signed_in(ana)
    type_password(inside, "ana@example.org")
    inside = Client()
    type_password(inside, "ana@example.org")
    inside.post(TOTP, {"code": code_of(SECRET)})
    for address in ("2fa/", "2fa/totp/deactivate/", "2fa/recovery-codes/generate/", "sessions/", "logout/"):
        page = inside.get(f"/accounts/{address}")
        assert page.status_code == 200
        assert "<h1>" in page.text
