"""The pages of the texts for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.messaging.selectors import newest_version
from community.messaging.services import review_text, write_template, write_version
from community.models import Template, TemplateText
from tests.factories.people import CommunityFactory, provider, signed_in, staff
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db
WORDS = {
    "en": "{first_name}, the library is open on Saturday. {community}",
    "es": "{first_name}, la biblioteca abre el sábado. {community}",
    "ht": "{first_name}, bibliyotèk la ap louvri samdi. {community}",
}
BODIES = {f"body_{language}": body for language, body in WORDS.items()}


@pytest.fixture
def home():
    return CommunityFactory(name="Maple Street")


@pytest.fixture
def ana(home):
    return staff(home, display_name="Ana Reyes")


@pytest.fixture
def browser(ana):
    return signed_in(ana)


@pytest.fixture
def template(home, ana):
    return write_template(home, kind="broadcast", name="Library hours", texts=WORDS, by=ana)


def queries_of(browser, page):
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(page).status_code == 200
    return len(queries)


def test_an_empty_list_says_how_to_begin(browser):
    page = browser.get("/inbox/templates/")
    assert "No ready texts yet" in page.text
    assert "/inbox/templates/new/" in page.text


def test_the_list_says_which_languages_are_reviewed(browser, home, ana, template):
    write_version(template, texts={"en": WORDS["en"], "es": WORDS["es"]}, by=ana)
    review_text(TemplateText.objects.get(version=newest_version(template), language="en"), by=ana)
    write_template(home, kind="reply", name="Thanks", texts={"en": "Thank you."}, by=ana)
    page = browser.get("/inbox/templates/").text
    assert page.index("Messages to many") < page.index("Library hours") < page.index("Ready answers")
    assert page.index("Ready answers") < page.index("Thanks")
    for said in ("English: reviewed", "Spanish: not reviewed", "Haitian Creole: missing"):
        assert said in page


def test_the_list_takes_as_many_queries_for_thirty_as_for_one(browser, home, ana, template):
    at_one = queries_of(browser, "/inbox/templates/")
    assert at_one <= 12
    for number in range(29):
        write_template(home, kind="broadcast", name=f"Another {number}", texts=WORDS, by=ana)
    assert queries_of(browser, "/inbox/templates/") == at_one


def test_a_text_takes_as_many_queries_after_twenty_versions_as_after_one(browser, ana, template):
    write_version(template, texts={"en": "Closed."}, by=ana)
    page = f"/inbox/templates/{template.pk}/"
    at_two = queries_of(browser, page)
    assert at_two <= 17
    for number in range(18):
        write_version(template, texts={**WORDS, "en": f"Closed until {number} pm."}, by=ana)
    refer(provider(ana.community), child_name="Zoé")
    assert queries_of(browser, page) == at_two


def test_one_text_shows_each_language_as_it_would_be_sent(browser, template):
    page = browser.get(f"/inbox/templates/{template.pk}/").text
    assert "Ana, the library is open on Saturday. Maple Street" in page
    assert 'lang="es">Ana, la biblioteca' in page
    assert "$1.28 for 100 people" in page
    assert "á: a will do" in page
    assert "è: e will do" not in page
    assert "reading grade" in page
    assert "I have reviewed the Spanish" in page


def test_a_letter_that_makes_it_longer_says_what_it_would_take_without(browser, template, ana):
    write_version(template, texts={"es": "sábado " * 12, "en": "Sorry 😜"}, by=ana)
    page = browser.get(f"/inbox/templates/{template.pk}/").text
    assert "Without them it takes 1 part." in page
    assert "😜: leave it out" in page


def test_new_words_are_checked_without_saving_and_then_saved(browser):
    sent = {"kind": "broadcast", "name": "Library hours", **BODIES}
    page = browser.post("/inbox/templates/new/", {**sent, "check": "1"})
    assert page.status_code == 200
    assert "As it would be sent" in page.text
    assert not Template.objects.exists()
    saved = browser.post("/inbox/templates/new/", sent)
    made = Template.objects.get()
    assert saved.headers["Location"] == f"/inbox/templates/{made.pk}/"
    assert newest_version(made).texts.count() == 3


@pytest.mark.parametrize("check", [{}, {"check": "1"}])
def test_what_may_not_be_said_is_shown_at_its_field_and_nothing_is_lost(browser, home, check):
    refer(provider(home), child_name="Zoé Toussaint")
    sent = {"kind": "reply", "name": "Visit", "body_en": "We wait for Zoé", "body_es": "Hola", **check}
    page = browser.post("/inbox/templates/new/", sent)
    assert page.status_code == 400
    assert "English: “Zoé” may be a child&#x27;s name." in page.text
    assert "Hola</textarea>" in page.text
    assert not Template.objects.exists()


def test_a_name_that_is_taken_and_no_words_at_all(browser, template):
    page = browser.post("/inbox/templates/new/", {"kind": "broadcast", "name": "Library hours", **BODIES})
    assert (page.status_code, "with this name already" in page.text) == (400, True)
    page = browser.post("/inbox/templates/new/", {"kind": "broadcast", "name": "Empty"})
    assert (page.status_code, "in one language at least" in page.text) == (400, True)


def test_the_form_is_in_the_languages_of_the_community(browser, home, template):
    page = browser.get(f"/inbox/templates/{template.pk}/change/").text
    for language in WORDS:
        assert f'lang="{language}"' in page
    home.languages = ["en"]
    home.save()
    assert 'name="body_es"' not in browser.get("/inbox/templates/new/").text
    assert 'name="body_es"' in browser.get(f"/inbox/templates/{template.pk}/change/").text


def test_changing_and_reviewing(browser, template, ana):
    address = f"/inbox/templates/{template.pk}/"
    browser.post(f"{address}change/", {**BODIES, "body_en": "Closed.", "after": 1})
    text = TemplateText.objects.get(version=newest_version(template), language="en")
    assert text.body == "Closed."
    assert browser.post(f"/inbox/templates/texts/{text.pk}/review/").headers["Location"] == address
    page = browser.get(address).text
    assert "by Ana Reyes" in page
    assert "I have reviewed the English" not in page
    assert "Earlier words" in page


def test_a_change_over_somebody_elses_is_told_and_keeps_what_was_typed(browser, template, home):
    write_version(template, texts={**WORDS, "en": "Closed."}, by=staff(home, "facilitator"))
    sent = {**BODIES, "body_en": "Open late.", "after": 1}
    page = browser.post(f"/inbox/templates/{template.pk}/change/", sent)
    assert page.status_code == 400
    assert "meanwhile" in page.text
    assert "Open late.</textarea>" in page.text
    assert 'name="after" value="1"' in page.text


def test_a_retired_text_is_kept_but_no_longer_offered(browser, template):
    address = f"/inbox/templates/{template.pk}/"
    assert browser.post(f"{address}retire/").headers["Location"] == "/inbox/templates/"
    assert "Library hours" not in browser.get("/inbox/templates/").text
    page = browser.get(address).text
    assert "no longer in use" in page
    assert "I have reviewed" not in page
    assert browser.post(f"{address}change/", {"body_en": "New", "after": 1}).status_code == 400
