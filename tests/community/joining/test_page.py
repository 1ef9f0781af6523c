"""The page that asks for our texts."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from community.core import registry
from community.joining import jobs as joining_jobs
from community.joining.wordings import agreement_in
from community.models import Consent, JoinRequest, Message, Person, Thread
from tests.factories.people import PersonFactory, signed_in, staff

PHONE = "+13475550199"
ASKED = "/join/brownsville/asked/"


@pytest.fixture(autouse=True)
def _fresh_counts(db):
    cache.clear()


def fill_in(client=None, *, language="en", read_in="en", **more):
    told = {"first_name": "Rosa", "phone": "347-555-0199", "language": language, "shown": read_in}
    told |= {"agrees": "on", **more}
    return (client or Client()).post(
        "/join/brownsville/", {key: value for key, value in told.items() if value}
    )


def test_the_page_says_what_a_carriers_reviewer_looks_for(home, client):
    page = client.get("/join/brownsville/").content.decode()
    for said in (
        "Brownsville Families",
        "2 to 10 texts a month",
        "Message and data rates may apply",
        "STOP",
        "HELP",
        "You can say no",
        "do not sell",
        "do not share",
        "sms:+17185550100?body=JOIN",
        agreement_in("en", home),
    ):
        assert said in page
    assert "checked" not in page.partition('name="agrees"')[2].partition(">")[0]


@pytest.mark.parametrize(("language", "word"), [("en", "JOIN"), ("es", "UNIRME"), ("ht", "ANTRE")])
def test_it_speaks_the_visitors_language(home, client, language, word):
    client.cookies["django_language"] = language
    page = client.get("/join/brownsville/").content.decode()
    assert f'<html lang="{language}"' in page
    assert word in page
    assert agreement_in(language, home) in page


def test_it_keeps_a_request_and_texts_the_phone_once(home):
    assert fill_in(language="es", read_in="en").url == ASKED
    assert fill_in(first_name="Ana", language="ht", read_in="ht").url == ASKED
    request = JoinRequest.objects.get()
    assert (request.phone, request.first_name, request.language) == (PHONE, "Ana", "ht")
    assert request.wording == agreement_in("ht", home)
    text = Message.objects.get()
    assert (text.thread.phone, text.is_reply, text.language) == (PHONE, False, "es")
    assert "UNIRME" in text.body
    assert not Person.objects.exists()
    assert not Consent.objects.exists()


def test_tomorrow_it_may_text_again(home):
    with time_machine.travel("2026-11-24T17:00:00Z", tick=False):
        fill_in()
    with time_machine.travel("2026-11-25T17:00:00Z", tick=False):
        fill_in()
    assert Message.objects.count() == 2


def test_a_phone_that_said_stop_gets_nothing_and_the_page_says_the_same(home):
    Thread.objects.create(community=home, phone=PHONE, opted_out_at=timezone.now())
    PersonFactory(community=home, phone="+13475550198")
    answers = [fill_in(phone=phone) for phone in ("347-555-0199", "347-555-0198", "347-555-0197")]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, ASKED)}
    assert not Message.objects.filter(thread__phone=PHONE).exists()
    assert not JoinRequest.objects.filter(phone=PHONE).exists()
    assert Message.objects.count() == 2
    page = Client().get(ASKED).content.decode()
    assert PHONE not in page
    assert "Rosa" not in page


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"agrees": ""}, "Tick the box"),
        ({"phone": "555-0199"}, "is not a phone number we can text"),
        ({"phone": ""}, "This field is required"),
        ({"phone": "+44 20 7946 0958"}, "We can only text numbers of the United States"),
        ({"phone": "809-534-0199"}, "We can only text numbers of the United States"),
        ({"first_name": ""}, "This field is required"),
        ({"language": "fr"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_right_is_said_in_words(home, more, why):
    page = fill_in(**more)
    assert page.status_code == 400
    assert why in page.content.decode()
    assert not Message.objects.exists()
    assert not JoinRequest.objects.exists()


def test_one_address_cannot_text_strangers_by_the_hundred(home):
    statuses = [fill_in(phone=f"347-555-01{n:02d}").status_code for n in range(12)]
    assert statuses == [302] * 10 + [429] * 2
    assert Message.objects.count() == 10


@pytest.mark.parametrize("slug", ["nowhere", "no-number"])
def test_without_a_number_there_is_no_page(home, client, slug):
    home.slug, home.number = "no-number", None
    home.save()
    for part in ("", "asked/", "flyer/en/"):
        assert client.get(f"/join/{slug}/{part}").status_code == 404


def test_requests_that_no_phone_confirms_are_forgotten(home):
    with time_machine.travel("2026-11-24T17:00:00Z", tick=False) as clock:
        fill_in()
        assert registry.periodic_jobs["community.joining.jobs.forget_old_requests"] == 24 * 60
        clock.shift(datetime.timedelta(days=7) - datetime.timedelta(seconds=1))
        joining_jobs.forget_old_requests()
        assert JoinRequest.objects.exists()
        clock.shift(1)
        joining_jobs.forget_old_requests()
    assert not JoinRequest.objects.exists()


def test_staff_finds_the_page_and_the_flyers(home):
    fill_in()
    browser = signed_in(staff(home))
    assert 'href="/people/joining/"' in browser.get("/people/").content.decode()
    page = browser.get("/people/joining/").content.decode()
    assert "/join/brownsville/" in page
    assert all(f"/join/brownsville/flyer/{language}/" in page for language in ("en", "es", "ht"))
    assert "One person asked there" in page


def test_without_a_number_the_staff_learns_why(home):
    home.number = None
    home.save()
    page = signed_in(staff(home)).get("/people/joining/").content.decode()
    assert "Your community has no number yet" in page
