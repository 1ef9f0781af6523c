"""What everybody reads, and what staff see before it goes out."""

import csv
import io
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from referrals.equity.models import AggregateCount
from referrals.reports.models import Draft, Release
from referrals.reports.services import prepare_release, publish_release, withdraw_release
from tests.factories.people import PersonFactory, signed_in

pytestmark = pytest.mark.django_db


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def address(release, name="release_page", *more):
    return reverse(name, args=[release.community.slug, release.number, *more])


def test_residents_read_three_sentences_and_one_picture(release):
    page = Client().get(address(release, "release_page", "en"))
    said = json.loads(release.body)["sentences"]["en"]
    assert len(said) == 3
    assert all(sentence in words(page.content.decode()) for sentence in said)
    assert page.content.count(b'<svg class="release"') == 1
    assert b"<script" not in page.content


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_it_speaks_three_languages(release, language):
    page = Client().get(address(release, "release_page", language))
    assert page.headers["Content-Language"] == language
    assert json.loads(release.body)["sentences"][language][0] in words(page.content.decode())


def test_places_and_groups_are_called_by_their_names_in_each_language(release):
    body = json.loads(release.body)
    rest = next(place["name"] for place in body["places"] if place["role"] == "rest")
    everyone = next(group["label"] for group in body["groups"] if group["key"] == "all")
    assert len(set(rest.values())) == len(set(everyone.values())) == 3
    assert rest["es"] in words(Client().get(address(release, "release_page", "es")).content.decode())


@pytest.mark.parametrize("name", ["release_page", "release_numbers", "release_csv", "release_columns"])
def test_it_may_be_kept_and_is_the_same_for_everybody(release, luis, name):
    where = address(release, name, *(["en"] if name in {"release_page", "release_numbers"} else []))
    page, seen = Client().get(where), signed_in(luis).get(where)
    assert page.content == seen.content
    assert not page.cookies
    assert "public" in page.headers["Cache-Control"]
    assert "max-age=300" in page.headers["Cache-Control"]


def test_its_address_leads_to_the_visitors_language(release):
    answer = Client(headers={"Accept-Language": "ht"}).get(address(release, "public_release"))
    assert answer.headers["Location"] == address(release, "release_page", "ht")


@pytest.mark.parametrize("number", ["2", "0", "x", "99999999999999999999"])
def test_a_number_that_was_not_issued_is_not_there(release, number):
    assert Client().get(f"/reports/{release.community.slug}/{number}/en/").status_code == 404


def test_a_language_nobody_speaks_is_not_there(release):
    assert Client().get(address(release, "release_page", "fr")).status_code == 404


def test_a_withdrawn_release_says_why_and_stays(release, imani):
    before = Client().get(address(release, "release_page", "en")).content
    withdraw_release(release, why="June was missing.", by=imani)
    for name in ("release_page", "release_numbers"):
        assert "June was missing." in Client().get(address(release, name, "en")).content.decode()
    page = Client().get(address(release, "release_page", "en"))
    assert page.status_code == 200
    assert words(before.decode())[-200:] == words(page.content.decode())[-200:]
    table = csv.DictReader(io.StringIO(Client().get(address(release, "release_csv")).content.decode()))
    assert all(line["withdrawn_on"] for line in table)


def test_it_says_the_same_after_figures_and_releases_that_follow(community, town, release, luis, imani):
    before = Client().get(address(release, "release_numbers", "en")).content.decode()
    AggregateCount.objects.filter(events=60).update(events=95)
    newer = publish_release(prepare_release(community, table=town, by=luis), by=imani)
    after = Client().get(address(release, "release_numbers", "en")).content.decode()
    assert "There is a newer release" in after
    assert address(newer, "release_page", "en") in after
    assert re.findall(r"<td.*?</td>", before) == re.findall(r"<td.*?</td>", after)


def test_staff_prepare_and_a_second_person_publishes(community, town, luis, imani):
    first, second = signed_in(luis), signed_in(imani)
    page = first.get(reverse("reports"))
    assert town in page.content.decode()
    led = first.post(reverse("report_new"), {"table": town})
    draft = Draft.objects.get()
    assert led.headers["Location"] == reverse("report_draft", args=[draft.pk])
    publish = reverse("report_draft_do", args=[draft.pk, "publish"])
    assert publish not in first.get(reverse("report_draft", args=[draft.pk])).content.decode()
    assert first.post(publish).status_code == 409
    look = second.get(reverse("report_draft", args=[draft.pk])).content.decode()
    assert publish in look
    assert "A reader finds no more than" in look
    assert "Numbers to release wait" in second.get("/").content.decode()
    assert second.post(publish).status_code == 302
    assert Release.objects.get().number == 1
    assert second.post(publish).status_code == 409


def test_a_draft_whose_figures_changed_cannot_be_published(community, town, luis, imani):
    draft = prepare_release(community, table=town, by=luis)
    AggregateCount.objects.filter(events=60).update(events=70)
    page = signed_in(imani).get(reverse("report_draft", args=[draft.pk])).content.decode()
    assert "have changed since" in page


def test_a_draft_is_dropped(community, town, luis):
    draft = prepare_release(community, table=town, by=luis)
    browser = signed_in(luis)
    assert browser.post(reverse("report_draft_do", args=[draft.pk, "drop"])).status_code == 302
    assert browser.get(reverse("report_draft", args=[draft.pk])).status_code == 200
    assert browser.post(reverse("report_draft_do", args=[draft.pk, "burn"])).status_code == 404


def test_withdrawing_asks_for_a_reason(release, imani):
    browser, where = signed_in(imani), reverse("report_withdraw", args=[release.pk])
    assert browser.get(where).status_code == 200
    assert browser.post(where, {"why": ""}).status_code == 400
    assert browser.post(where, {"why": "June was missing."}).status_code == 302
    assert "June was missing." in Client().get(f"/reports/{release.community.slug}/").content.decode()


def test_a_resident_prepares_nothing(community, town):
    browser = signed_in(PersonFactory(community=community), second_factor=False)
    assert browser.get(reverse("reports")).status_code == 403


def issue_many(community, number, by):
    body = json.loads(Release.objects.get(number=1).body)
    Release.objects.bulk_create(
        Release(
            community=community,
            number=2 + at,
            table="x",
            body=json.dumps(body),
            sha256="0" * 64,
            is_sample=False,
            issued_by=by,
        )
        for at in range(number)
    )


def test_lists_ask_as_much_for_one_as_for_thirty(community, release, imani):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    staff, public = signed_in(imani), f"/reports/{community.slug}/"
    asked = {}
    for many in (1, 30):
        if many == 30:
            issue_many(community, 29, imani)
        for browser, where in ((staff, reverse("reports")), (Client(), public)):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(where).status_code == 200
            asked.setdefault(where, []).append(len(queries))
    assert all(one == thirty for one, thirty in asked.values()), asked
