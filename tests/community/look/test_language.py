"""Choosing a language leads back to where one was, and nowhere else."""

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from community.config.pages import page_to_return_to

COOKIE = settings.LANGUAGE_COOKIE_NAME


def choose(client, language, page="/"):
    return client.post(reverse("set_language"), {"language": language, "next": page})


def test_the_page_comes_back_in_the_language_chosen(client, db):
    answer = choose(client, "ht", "/styleguide/")
    assert (answer.status_code, answer.url) == (302, "/styleguide/")
    assert client.get("/styleguide/").headers["Content-Language"] == "ht"


@pytest.mark.parametrize("language", ["", "fr", "en-xx", "<b>"])
def test_a_language_we_do_not_speak_changes_nothing(client, db, language):
    assert COOKIE not in choose(client, language).cookies


def test_looking_chooses_nothing(client, db):
    assert client.get(reverse("set_language")).status_code == 405


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil",
        "javascript:alert(1)",
        " /people/",
        "/no/such/page/",
        "",
    ],
)
def test_nobody_is_led_away(client, db, away):
    assert choose(client, "es", away).url == "/"


def test_a_page_that_only_takes_posts_is_not_returned_to():
    assert page_to_return_to(reverse("set_language")) == "/"


def test_what_was_asked_of_a_page_is_kept():
    assert page_to_return_to("/people/?on=2026-01-01") == "/people/?on=2026-01-01"


@given(st.text(alphabet="/\\:.?#@ aeil", max_size=20))
def test_the_way_back_always_stays_here(address):
    back = page_to_return_to(address)
    assert back.startswith("/")
    assert not back.startswith(("//", "/\\"))
