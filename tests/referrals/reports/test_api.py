"""The releases for programs, and the same numbers in every form."""

import csv
import hashlib
import io
import json
import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from referrals.equity.models import AggregateCount
from referrals.reports.api import api
from referrals.reports.paper import pdf_of
from referrals.reports.readout import tables
from referrals.reports.selectors import tables_by_key
from referrals.reports.services import prepare_release, publish_release, withdraw_release
from tests.described import answer_as_described, mismatch
from tests.factories.people import CommunityFactory
from tests.paper import text_of
from tests.referrals.equity.test_own import year_of

pytestmark = pytest.mark.django_db


def read(address):
    answer = Client().get(address)
    assert answer.status_code == 200, answer.content
    return answer.json()


def one(release):
    return read(reverse("api_release", args=[release.community.slug, release.number]))


def test_it_says_what_was_issued(release):
    told = one(release)
    assert told["release"] == json.loads(release.body)
    assert told["sha256"] == hashlib.sha256(release.body.encode()).hexdigest()
    assert (told["withdrawn"], told["newer"]) == (None, None)


def test_a_withdrawn_release_says_so(release, imani):
    withdraw_release(release, why="June was missing.", by=imani)
    [line] = read(reverse("api_releases", args=[release.community.slug]))
    assert line["withdrawn"]["why"] == one(release)["withdrawn"]["why"] == "June was missing."


def test_another_communitys_releases_are_not_there(release):
    other = CommunityFactory()
    assert read(reverse("api_releases", args=[other.slug])) == []
    assert Client().get(reverse("api_release", args=[other.slug, release.number])).status_code == 404


@settings(max_examples=30, deadline=None)
@example(slug="\0", number="1")
@given(slug=st.text(min_size=1), number=st.text(min_size=1))
def test_whatever_is_asked_is_answered_in_plain(slug, number):
    address = reverse("api_releases", args=["x"]).replace("/x/", "/{}/")
    answer = Client().get(address.format(quote(slug, safe="")) + quote(number, safe="") + "/")
    assert answer.status_code in {301, 404}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_read(release, method):
    for name, more in (("api_releases", []), ("api_release", [release.number])):
        address = reverse(name, args=[release.community.slug, *more])
        assert getattr(Client(), method)(address).status_code == 405


def test_it_may_be_kept_and_asks_for_no_cookie(release):
    answer = Client().get(reverse("api_release", args=[release.community.slug, 1]))
    assert "public" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_the_description_names_every_address_and_every_field(release):
    description = read(reverse("api_description"))
    assert description["openapi"].startswith("3.")
    assert sorted(description["paths"]) == [
        "/api/reports/{slug}/releases/",
        "/api/reports/{slug}/releases/{number}/",
    ]
    fields = description["components"]["schemas"]
    assert set(fields["Body"]["properties"]) == set(json.loads(release.body))
    assert set(fields["Whole"]["properties"]) == set(one(release))
    assert set(fields["Cell"]["properties"]) == set(one(release)["release"]["cells"][0])


def test_a_program_that_asks_too_often_waits(release, monkeypatch):
    [throttle] = api.throttle
    monkeypatch.setattr(throttle, "num_requests", 2)
    address = reverse("api_releases", args=[release.community.slug])
    answer = [Client().get(address) for _time in range(3)][-1]
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    description = read(reverse("api_description"))
    schema = answer_as_described(description, "/api/reports/{slug}/releases/", 429)
    assert mismatch(description, schema, answer.json()) == ""
    assert "too often" in answer.json()["detail"]


ALL, ONE = "/api/reports/{slug}/releases/", "/api/reports/{slug}/releases/{number}/"


@pytest.fixture
def every_kind(community, release, luis, imani):
    """A release that is withdrawn, a newer one with samples, and one of our own referrals."""
    withdraw_release(release, why="June was missing.", by=imani)
    AggregateCount.objects.filter(events=60).update(events=75, is_sample=True)
    year_of(community, {"black": (100, 40), "white": (20, 15), "hispanic": (50, 30)})
    keys = list(tables_by_key(community))
    own = next(key for key in keys if key.startswith("own.evaluated|race"))
    for key in (keys[0], own):
        publish_release(prepare_release(community, table=key, by=luis), by=imani)
    return community


@pytest.mark.parametrize(
    ("path", "number", "status"),
    [(ALL, "", 200), (ONE, "1", 200), (ONE, "2", 200), (ONE, "3", 200), (ONE, "99", 404), (ONE, "x", 404)],
)
def test_every_answer_is_as_the_description_says(every_kind, path, number, status):
    answer = Client().get(path.format(slug=every_kind.slug, number=number))
    assert answer.status_code == status
    description = read(reverse("api_description"))
    assert mismatch(description, answer_as_described(description, path, status), answer.json()) == ""
    if status == 404:
        assert "no such community" in answer.json()["detail"]


def test_a_community_that_is_not_there_is_answered_as_described(db):
    description = read(reverse("api_description"))
    for path in (ALL, ONE):
        answer = Client().get(path.format(slug="nowhere", number=1))
        assert answer.status_code == 404
        assert mismatch(description, answer_as_described(description, path, 404), answer.json()) == ""


def test_the_reader_of_descriptions_finds_what_is_not_described(release):
    description, told = read(reverse("api_description")), one(release)
    schema = answer_as_described(description, ONE, 200)
    assert mismatch(description, schema, told) == ""
    for wrong in (
        told | {"number": "1"},
        told | {"more": 1},
        {key: value for key, value in told.items() if key != "sha256"},
        told | {"release": told["release"] | {"measure": told["release"]["measure"] | {"origin": "theirs"}}},
        told | {"is_sample": 1},
    ):
        assert mismatch(description, schema, wrong)


def rows_of_page(html):
    rows = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    ]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in rows]


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_page_paper_table_and_program_say_the_same(release, language):
    """Each shown number and each hidden one: as issued, in the API, the CSV, the page, the PDF."""
    body = one(release)["release"]
    lines = list(
        csv.DictReader(
            io.StringIO(
                Client().get(reverse("release_csv", args=[release.community.slug, 1])).content.decode()
            )
        )
    )
    assert len(lines) == len(body["cells"])
    for line, cell in zip(lines, body["cells"], strict=True):
        assert (line["place"], line["group"], line["state"]) == (cell["place"], cell["group"], cell["state"])
        for column, key in (
            ("count", "count"),
            ("people", "people"),
            ("rate", "estimate"),
            ("lower", "lower"),
            ("upper", "upper"),
        ):
            assert (float(line[column]) if line[column] else None) == cell[key]
    with translation.override(language):
        wanted = [row for table in tables(body) for row in table.rows]
    page = Client().get(reverse("release_numbers", args=[release.community.slug, 1, language]))
    found = rows_of_page(page.content.decode())
    assert [row for row in found if row in wanted] == wanted
    paper = " ".join(text_of(pdf_of(release, language)).split())
    for row in wanted:
        assert " ".join(" ".join(row).split()) in paper
    for cell in body["cells"]:
        if cell["state"] == "hidden":
            assert cell["count"] is cell["estimate"] is cell["lower"] is None


def test_the_rows_of_the_page_hold_the_numbers_of_the_body(release):
    body = json.loads(release.body)
    rows = [row for table in tables(body) for row in table.rows]
    for cell, row in zip(body["cells"], rows, strict=False):
        if cell["state"] == "shown":
            assert row[1].replace(",", "") == str(cell["count"])
        else:
            assert row[1] in {"not shown", "not recorded"}
        if cell["estimate"] is not None:
            assert float(row[3].replace(",", "")) == cell["estimate"]
