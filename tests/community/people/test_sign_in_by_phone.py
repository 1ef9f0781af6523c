"""Families come in by a code sent to their phone; django-allauth's traps on the way."""

import re

import pytest
from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from community.messaging.models import Message
from community.models import Person, User
from community.people.views import ways_in
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member, provider, staff

pytestmark = pytest.mark.django_db
ASK, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


def ask(client, typed):
    return client.post(ASK, {"phone": typed})


def come_in(client, phone, texted):
    assert ask(client, phone).status_code == 302
    return client.post(CONFIRM, {"code": texted[phone]}, follow=True)


def test_a_family_comes_in_by_a_code(texted):
    rosa = PersonFactory(phone="+13475550199")
    page = come_in(Client(), "+13475550199", texted)
    assert page.context["person"] == rosa
    assert page.request["PATH_INFO"] == "/"
    user = User.objects.get(phone="+13475550199")
    assert user.phone_verified
    assert not user.has_usable_password()


@pytest.mark.parametrize("typed", ["+1 347-555-0199", "(347) 555-0199", "347.555.0199", "1 347 555 0199"])
def test_a_phone_may_be_typed_as_people_write_it(texted, typed):
    PersonFactory(phone="+13475550199")
    ask(Client(), typed)
    assert "+13475550199" in texted


@pytest.mark.parametrize("typed", ["", "911", "rosa@example.org", "+1 347 555 019", "０1", "x" * 4000])
def test_what_is_no_phone_is_said_so(typed):
    page = ask(Client(), typed)
    assert page.status_code == 200
    assert page.context["form"].errors["phone"]


def test_a_stranger_sees_the_same_pages_and_gets_no_text(texted):
    PersonFactory(phone="+13475550199")
    known, stranger = Client(), Client()
    answers = [
        (known, ask(known, "+13475550199"), known.get(CONFIRM)),
        (stranger, ask(stranger, "+13475550198"), stranger.get(CONFIRM)),
    ]
    (_k, known_answer, known_page), (_s, strange_answer, strange_page) = answers
    assert (known_answer.status_code, known_answer.headers["Location"]) == (
        strange_answer.status_code,
        strange_answer.headers["Location"],
    )
    assert known_page.status_code == strange_page.status_code == 200
    assert list(texted) == ["+13475550199"]
    assert not User.objects.filter(phone="+13475550198").exists()
    for _try in range(3):
        wrong = stranger.post(CONFIRM, {"code": "000000"})
    assert wrong.headers["Location"] == ASK
    assert stranger.post(CONFIRM, {"action": "resend"}).status_code == 302


def test_the_time_it_takes_does_not_tell_whom_we_know(texted, monkeypatch):
    waited = []
    monkeypatch.setattr(ways_in, "EVEN_TIME", 60)
    monkeypatch.setattr(ways_in.time, "sleep", waited.append)
    PersonFactory(phone="+13475550199")
    for phone in ("+13475550199", "+13475550198"):
        ask(Client(), phone)
    assert len(waited) == 2
    assert all(50 < seconds < 60 for seconds in waited)


def test_an_empty_code_opens_nothing(texted):
    client = Client()
    ask(client, "+13475550198")
    assert client.post(CONFIRM, {"code": ""}).status_code == 200
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_three_wrong_codes_end_the_try(texted):
    PersonFactory(phone="+13475550199")
    client = Client()
    ask(client, "+13475550199")
    for _try in range(3):
        client.post(CONFIRM, {"code": "000000" if texted["+13475550199"] != "000000" else "111111"})
    late = client.post(CONFIRM, {"code": texted["+13475550199"]})
    assert late.headers["Location"] == ASK
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_a_code_works_for_ten_minutes(texted, time_machine):
    PersonFactory(phone="+13475550199")
    client = Client()
    time_machine.move_to("2026-11-23 18:00:00Z", tick=False)
    ask(client, "+13475550199")
    time_machine.shift(601)
    client.post(CONFIRM, {"code": texted["+13475550199"]})
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_a_phone_can_be_texted_only_so_often(texted):
    PersonFactory(phone="+13475550199")
    answers = [ask(Client(), "+13475550199") for _time in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert "form" in answers[3].context


@pytest.mark.parametrize("make", [staff, provider])
def test_staff_and_providers_never_come_in_by_phone(texted, make):
    make(CommunityFactory(), phone="+13475550199")
    client = Client()
    assert ask(client, "+13475550199").status_code == 302
    assert not texted
    assert not User.objects.exists()


def test_a_code_never_goes_by_mail(texted, mailoutbox):
    User.objects.create_user(email="ana@example.org", password="correct horse battery")
    page = Client().post(ASK, {"email": "ana@example.org", "phone": ""})
    assert page.context["form"].errors
    assert not mailoutbox


def test_who_becomes_staff_is_no_longer_behind_the_phone(texted):
    rosa = PersonFactory(phone="+13475550199")
    client = Client()
    come_in(client, "+13475550199", texted)
    staff_again = staff(rosa.community, phone="+13475550197")
    Person.objects.filter(pk=rosa.pk).update(phone=None)
    Person.objects.filter(pk=staff_again.pk).update(phone="+13475550199")
    texted.clear()
    ask(Client(), "+13475550199")
    assert not texted
    assert client.get("/").wsgi_request.person is None


def test_people_who_share_a_phone_say_who_they_are(texted):
    board = GroupFactory()
    rosa = member(board, display_name="Rosa Paul", phone="+13475550199")
    luis = member(board, display_name="Luis Paul", phone="+13475550199")
    client = Client()
    page = come_in(client, "+13475550199", texted)
    assert page.request["PATH_INFO"] == reverse("who")
    assert "Rosa" in page.text
    assert "Luis" in page.text
    assert "Paul" not in page.text
    assert client.post("/who/", {"person": rosa.pk + 1000}).status_code == 400
    client.post("/who/", {"person": luis.pk})
    assert client.get("/").context["person"] == luis
    assert User.objects.filter(phone="+13475550199").count() == 1


def test_two_of_the_same_first_name_are_told_apart(texted):
    board = GroupFactory()
    for name in ("Rosa Paul", "Rosa Jean"):
        member(board, display_name=name, phone="+13475550199")
    assert "Rosa Jean" in come_in(Client(), "+13475550199", texted).text


def test_nobody_can_choose_a_person_of_another_phone(texted):
    board = GroupFactory()
    for name in ("Rosa", "Luis"):
        member(board, display_name=name, phone="+13475550199")
    eve = member(board, display_name="Eve", phone="+13475550111")
    client = Client()
    come_in(client, "+13475550199", texted)
    assert client.post("/who/", {"person": eve.pk}).status_code == 400
    session = client.session
    session["person"] = eve.pk
    session.save()
    assert client.get("/", follow=True).request["PATH_INFO"] == reverse("who")


def test_who_has_a_new_number_leaves_the_old_sign_in(texted):
    rosa = PersonFactory(phone="+13475550199")
    client = Client()
    come_in(client, "+13475550199", texted)
    Person.objects.filter(pk=rosa.pk).update(phone="+13475550111")
    assert client.get("/").wsgi_request.person is None
    come_in(Client(), "+13475550111", texted)
    rosa.refresh_from_db()
    assert rosa.user.phone == "+13475550111"


def test_a_closed_sign_in_stays_outside(texted):
    PersonFactory(phone="+13475550199")
    User.objects.create_user(phone="+13475550199")
    User.objects.update(is_active=False)
    page = come_in(Client(), "+13475550199", texted)
    assert page.request["PATH_INFO"] == reverse("account_inactive")


@pytest.mark.parametrize(
    "address", ["signup/", "email/", "phone/change/", "phone/verify/", "password/change/", "3rdparty/"]
)
def test_pages_of_allauth_that_we_do_not_offer_do_not_exist(address):
    assert Client().get(f"/accounts/{address}").status_code == 404


def test_no_check_of_django_or_allauth_complains():
    call_command("check", fail_level="WARNING")


def test_the_code_leaves_at_night_and_is_not_kept(run_jobs, time_machine, capsys):
    time_machine.move_to("2026-11-24 07:00:00Z")  # 2 am in New York
    PersonFactory(phone="+13475550199")
    ask(Client(), "+13475550199")
    waiting = Message.objects.get()
    code = re.search(r"\b\d{6}\b", waiting.body).group()
    run_jobs()
    sent = Message.objects.get()
    assert sent.state == Message.State.SENT
    assert code in capsys.readouterr().out
    assert code not in sent.body
    assert "••••••" in sent.body


def test_another_address_behind_no_known_proxy_does_not_help(rf):
    asked = rf.post(ASK, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="198.51.100.7")
    assert get_adapter(asked).get_client_ip(asked) == "192.0.2.1"
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        assert get_adapter(asked).get_client_ip(asked) == "198.51.100.7"


def test_limits_are_counted_in_the_database_which_all_processes_share():
    ask(Client(), "+13475550199")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE %s", ["%request_login_code%"])
        assert cursor.fetchone()[0] > 0


def test_limits_are_not_forgotten_however_many_ask():
    PersonFactory(phone="+13475550199")
    for _time in range(3):
        ask(Client(), "+13475550199")
    for number in range(400):
        cache.set(f"somebody-else-{number}", [1.0], 86_400)
    assert ask(Client(), "+13475550199").status_code == 200
