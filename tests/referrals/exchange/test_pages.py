"""The pages of files: what is shown before anything is logged, who gets in, how many queries they take."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from referrals.exchange.headings import COLUMNS, known_headings
from referrals.models import ImportFile, Referral
from referrals.tracking.rules import folded
from tests.factories.exchange import bring, csv_bytes, row
from tests.factories.people import CommunityFactory, provider, signed_in, staff

pytestmark = pytest.mark.django_db


def upload(browser, content, **also):
    sent = {"file": SimpleUploadedFile("Quetzalia.csv", content), **also}
    return browser.post(reverse("exchange_files"), sent, follow=True)


def test_a_file_is_brought_looked_at_and_logged(clinic, run_jobs):
    browser = signed_in(clinic)
    page = upload(browser, csv_bytes([row(1), row(2)]))
    brought = ImportFile.objects.get()
    assert page.redirect_chain == [(reverse("exchange_file", args=[brought.pk]), 302)]
    text = page.content.decode()
    for shown in ("Zephyrine B", "Wideline C", "February 2, 2025", "Log all 2 referrals"):
        assert shown in text
    assert "no-store" in page["Cache-Control"]
    answer = browser.post(reverse("exchange_carry", args=[brought.pk]), follow=True)
    assert "being logged" in answer.content.decode()
    run_jobs()
    assert Referral.objects.count() == 2
    done = browser.get(reverse("exchange_file", args=[brought.pk])).content.decode()
    assert "Look at the referrals" in done
    assert "Zephyrine" not in done


def test_rows_to_mend_are_shown_with_their_columns_and_the_button_is_not(clinic):
    page = upload(signed_in(clinic), csv_bytes([row(1), row(2, zip_code="1", consent="no")])).content.decode()
    assert "<strong>ZIP code:</strong> A ZIP code has five digits" in page
    assert "<strong>The parent agreed to the referral:</strong> Without the parent" in page
    assert "Zephyrine B" not in page, "only the rows to mend are shown"
    assert "Log all" not in page


def test_a_file_that_can_t_be_read_is_refused_beside_the_field(clinic):
    browser = signed_in(clinic)
    page = upload(browser, b"\xd0\xcf\x11\xe0")
    assert page.status_code == 400
    assert "old or a locked workbook" in page.content.decode()
    assert browser.post(reverse("exchange_files"), {}).status_code == 400


def test_where_two_readings_are_possible_the_person_is_asked_and_says(clinic):
    browser, content = signed_in(clinic), csv_bytes([row(1, parent_name="Ana Peña")], encoding="mac-roman")
    asked = upload(browser, content)
    assert asked.status_code == 400
    text = asked.content.decode()
    assert escape("“Peña”: choose mac-roman") in text
    assert escape("“Peûa”: choose cp850") in text
    assert "Ana Peña" in upload(browser, content, encoding="mac-roman").content.decode()


def test_a_wrong_guess_of_the_person_is_refused(clinic):
    page = upload(
        signed_in(clinic), csv_bytes([row(1, parent_name="Ana Peña")], encoding="cp1252"), encoding="utf-8"
    )
    assert "was not saved as utf-8" in page.content.decode()


def test_the_words_beyond_english_are_shown_to_be_looked_at(clinic):
    page = upload(signed_in(clinic), csv_bytes([row(1, parent_name="Ana Núñez")], encoding="cp1252"))
    assert "<strong>Núñez</strong>" in page.content.decode()


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_the_template_in_any_language_is_understood_when_it_comes_back(clinic, language):
    browser = signed_in(clinic)
    with translation.override(language):
        browser.cookies["django_language"] = language
        labels = [str(column.label) for column in COLUMNS]
    content = browser.get(reverse("exchange_template"), headers={"accept-language": language}).content
    assert content.startswith("\ufeff".encode())
    assert [known_headings()[folded(label)] for label in labels] == [column.key for column in COLUMNS]


def test_no_heading_means_two_columns():
    seen = {}
    for column in COLUMNS:
        labels = []
        for language in ("en", "es", "ht"):
            with translation.override(language):
                labels.append(str(column.label))
        for words in (column.key, *column.also, *labels):
            assert seen.setdefault(folded(words), column.key) == column.key, words


def test_every_example_can_be_read():
    for column in COLUMNS:
        column.read(column.example)


MAY = {
    #                      list  file  carry drop
    "own":                (200, 200, 302, 302),
    "colleague":          (200, 200, 302, 302),
    "other organisation": (200, 404, 404, 404),
    "elsewhere":          (200, 404, 404, 404),
    "ambassador":         (403, 403, 403, 403),
    "coordinator":        (403, 403, 403, 403),
    "nobody":             (302, 302, 302, 302),
}  # fmt: skip


@pytest.mark.parametrize("who", MAY)
def test_people_by_verbs(client, clinic, community, who):
    people = {
        "own": clinic,
        "colleague": provider(community, organisation=clinic.organisation),
        "other organisation": provider(community),
        "elsewhere": provider(CommunityFactory()),
        "ambassador": staff(community, "ambassador"),
        "coordinator": staff(community),
    }
    one, other = bring(clinic, [row(1)]), bring(clinic, [row(2)])
    browser = signed_in(people[who]) if who in people else client
    got = (
        browser.get(reverse("exchange_files")).status_code,
        browser.get(reverse("exchange_file", args=[one.pk])).status_code,
        browser.post(reverse("exchange_carry", args=[one.pk])).status_code,
        browser.post(reverse("exchange_drop", args=[other.pk])).status_code,
    )
    assert got == MAY[who]


def queries(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_the_pages_take_the_same_queries_for_1_and_for_30(clinic):
    browser = signed_in(clinic)
    one = bring(clinic, [row(1)])
    with_one = [
        queries(browser, reverse("exchange_files")),
        queries(browser, reverse("exchange_file", args=[one.pk])),
    ]
    many = bring(clinic, [row(number) for number in range(30)])
    for number in range(29):
        bring(clinic, [row(number)])
    assert [
        queries(browser, reverse("exchange_files")),
        queries(browser, reverse("exchange_file", args=[many.pk])),
    ] == with_one
    assert max(with_one) <= 14


def test_the_name_of_the_file_is_kept_nowhere(clinic, caplog):
    caplog.set_level("DEBUG")
    upload(signed_in(clinic), csv_bytes([row(1)]))
    dump = io.StringIO()
    with connection.cursor() as asking:
        asking.execute("SELECT * FROM referrals_importfile")
        dump.write(str(asking.fetchall()))
    assert "Quetzalia" not in dump.getvalue() + caplog.text
