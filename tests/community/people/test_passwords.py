"""Passwords: chosen by a link in a mail, and not to be guessed."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import get_language

from community.core.errors import Refused
from community.models import Person, User
from community.people.jobs import mail_password_link
from community.people.services import give_staff_sign_in, passwords
from tests.community.people.at_the_door import (
    LOGIN,
    PASSWORD,
    SET_UP,
    STAFF_PAGE,
    TOTP,
    code_of,
    type_password,
)
from tests.factories.people import (
    PersonFactory,
)

pytestmark = pytest.mark.django_db


def test_a_new_password_by_mail_still_needs_the_code(ana, mailoutbox, run_jobs):
    client = Client()
    assert client.post("/accounts/password/reset/", {"email": "ana@example.org"}).status_code == 302
    run_jobs()
    (mail,) = mailoutbox
    assert mail.subject == "Your link for a new password"
    link = next(word for word in mail.body.split() if "/password/reset/key/" in word)
    page = client.get(link, follow=True)
    new = "a longer horse battery"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert not client.get("/").wsgi_request.user.is_authenticated
    assert type_password(client, "ana@example.org", new).request["PATH_INFO"] == TOTP
    assert Client().get(link, follow=True).context["token_fail"]


@pytest.mark.parametrize(
    ("language", "hint", "differ"),
    [("es", "Al menos 12", "No son iguales"), ("ht", "Omwen 12", "pa menm")],
)
def test_the_page_of_a_new_password_speaks_our_words(ana, mailoutbox, language, hint, differ):
    mail_password_link(ana.user_id)
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(link, follow=True)
    assert f'id="id_password1_helptext">{hint}' in page.text
    assert "placeholder" not in page.text
    answer = client.post(
        page.request["PATH_INFO"], {"password1": "a longer horse", "password2": "a shorter horse"}
    )
    assert list(answer.context["form"].errors) == ["password2"]
    assert differ in answer.text


def test_the_mail_is_in_the_persons_language(ana, mailoutbox, monkeypatch):
    Person.objects.filter(pk=ana.pk).update(language="es")
    monkeypatch.setattr(passwords, "render_to_string", lambda *_: get_language())
    mail_password_link(ana.user_id)
    assert mailoutbox[0].body == "es"


def test_a_closed_sign_in_is_not_mailed(ana, mailoutbox):
    User.objects.update(is_active=False)
    mail_password_link(ana.user_id)
    mail_password_link(0)
    assert not mailoutbox


def test_the_second_factor_can_be_set_up_after_a_new_password(bea, mailoutbox, run_jobs):
    client = Client()
    client.post("/accounts/password/reset/", {"email": "bea@example.org"})
    run_jobs()
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    page = client.get(link, follow=True)
    new = "a longer horse battery"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    secret = type_password(client, "bea@example.org", new).context["form"].secret
    client.post(SET_UP, {"code": code_of(secret)})
    assert client.get(STAFF_PAGE).status_code == 200


def test_a_stranger_who_asks_for_a_password_is_not_mailed(client, mailoutbox, run_jobs):
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert answer.headers["Location"] == "/accounts/password/reset/done/"
    assert run_jobs() == 0
    assert not mailoutbox


def test_a_sign_in_is_given_once():
    one, other = PersonFactory(), PersonFactory()
    give_staff_sign_in(one, email="x@example.org", password=PASSWORD)
    with pytest.raises(Refused):
        give_staff_sign_in(other, email="X@example.org", password=PASSWORD)
    assert User.objects.count() == 1


def test_too_many_tries_are_told_to_wait_in_words():
    answers = [Client().post(LOGIN, {}) for _time in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "Wait a few minutes" in answers[-1].text


def test_ten_wrong_passwords_from_one_place_close_the_way_for_a_while(ana):
    for number in range(10):
        type_password(Client(), f"guess{number}@example.org", "wrong")
    page = type_password(Client(), "ana@example.org")
    assert "Too many tries" in page.text
