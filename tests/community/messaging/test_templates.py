"""Texts for many: versions, reviews, and what may be sent."""

import pytest

from community.core.errors import BadInput, NotAllowed, Refused
from community.messaging.selectors import newest_version
from community.messaging.services import (
    missing_languages,
    ready_texts,
    retire_template,
    review_text,
    write_template,
    write_version,
)
from community.models import AuditLine, Template, TemplateText, TemplateVersion
from tests.factories.people import CommunityFactory, GroupFactory, member, provider, staff
from tests.factories.referrals import refer

pytestmark = pytest.mark.django_db
WORDS = {
    "en": "{community}: the library is open on Saturday.",
    "es": "{community}: la biblioteca abre el sabado.",
    "ht": "{community}: bibliyotèk la ap louvri samdi.",
}


@pytest.fixture
def home():
    return CommunityFactory(name="Maple Street")


@pytest.fixture
def ana(home):
    return staff(home, display_name="Ana Reyes")


@pytest.fixture
def luis(home):
    return staff(home, "facilitator", display_name="Luis Herrera")


@pytest.fixture
def template(home, ana):
    return write_template(home, kind="broadcast", name="Library hours", texts=WORDS, by=ana)


def text_of(template, language):
    return TemplateText.objects.get(version=newest_version(template), language=language)


def verbs():
    return list(AuditLine.objects.order_by("pk").values_list("verb", flat=True))


def test_a_new_template_is_its_first_version_and_nobody_has_reviewed_it(template, home, ana):
    version = newest_version(template)
    assert (version.number, version.made_by) == (1, ana)
    assert {text.language: text.body for text in version.texts.all()} == WORDS
    assert ready_texts(version, home) == {}
    assert missing_languages(version, home) == ["en", "es", "ht"]
    assert verbs() == ["write"]


def test_blank_languages_are_left_out_and_words_are_tidied(home, ana):
    made = write_template(
        home, kind="reply", name="  Thank   you ", texts={"en": " Thanks.\r\nAna\x07", "es": " \n"}, by=ana
    )
    assert made.name == "Thank you"
    assert [text.body for text in TemplateText.objects.all()] == ["Thanks.\nAna"]


def test_an_accent_of_its_own_becomes_part_of_its_letter(home, ana):
    write_template(home, kind="reply", name="Cafe", texts={"es": "cafe\u0301"}, by=ana)
    assert TemplateText.objects.get().body == "café"


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "poem"},
        {"name": " "},
        {"name": "a" * 81},
        {"name": "Library hours"},
        {"texts": {}},
        {"texts": {"en": " "}},
        {"texts": {"fr": "Bonjour"}},
        {"texts": {"en": "Help with autism"}},
        {"texts": {"en": "Come", "ht": "{non}"}},
    ],
)
def test_what_cannot_be_written(template, home, ana, changes):
    given = {"kind": "broadcast", "name": "New", "texts": WORDS, **changes}
    with pytest.raises(BadInput):
        write_template(home, by=ana, **given)
    assert Template.objects.count() == TemplateVersion.objects.count() == 1


def test_a_refusal_names_the_language(home, ana):
    with pytest.raises(BadInput, match="Spanish: “autismo”"):
        write_template(home, kind="reply", name="x", texts={"en": "Come", "es": "autismo"}, by=ana)


def test_a_name_serves_once_for_each_use_and_again_after_retiring(template, home, ana):
    write_template(home, kind="reply", name="Library hours", texts=WORDS, by=ana)
    retire_template(template, by=ana)
    retire_template(template, by=ana)
    again = write_template(home, kind="broadcast", name="Library hours", texts=WORDS, by=ana)
    assert again != template
    assert verbs().count("retire") == 1


def test_a_retired_template_stays_as_it_is(template, ana):
    text = text_of(template, "en")
    retire_template(template, by=ana)
    with pytest.raises(Refused, match="no longer"):
        write_version(template, texts=WORDS, by=ana)
    with pytest.raises(Refused, match="no longer"):
        review_text(text, by=ana)


def test_a_review_has_a_name_and_a_moment_and_stays_with_the_first(template, home, ana, luis):
    text = review_text(text_of(template, "es"), by=luis)
    review_text(text, by=ana)
    text.refresh_from_db()
    assert (text.reviewed_by, text.reviewed_at is not None) == (luis, True)
    assert list(ready_texts(newest_version(template), home)) == ["es"]
    assert missing_languages(newest_version(template), home) == ["en", "ht"]
    assert verbs() == ["write", "review"]


def test_new_words_are_a_new_version_and_lose_their_review_alone(template, home, ana, luis):
    for language in WORDS:
        review_text(text_of(template, language), by=luis)
    version = write_version(template, texts={**WORDS, "es": "{community}: cerrado."}, by=ana, after=1)
    assert (version.number, version.made_by) == (2, ana)
    assert list(ready_texts(newest_version(template), home)) == ["en", "ht"]
    assert text_of(template, "en").reviewed_by == luis
    assert TemplateText.objects.get(version__number=1, language="es").body == WORDS["es"]


def test_the_same_words_are_the_same_version(template, ana):
    assert write_version(template, texts={**WORDS, "en": f" {WORDS['en']}\r\n"}, by=ana).number == 1
    assert TemplateVersion.objects.count() == 1


def test_a_language_can_be_taken_out(template, ana):
    write_version(template, texts={"en": WORDS["en"]}, by=ana)
    assert [text.language for text in newest_version(template).texts.all()] == ["en"]


def test_two_at_once_do_not_write_over_each_other(template, ana, luis):
    write_version(template, texts={**WORDS, "en": "Closed."}, by=luis, after=1)
    with pytest.raises(Refused, match="meanwhile"):
        write_version(template, texts={**WORDS, "en": "Open."}, by=ana, after=1)


def test_replaced_words_are_not_reviewed(template, ana):
    old = text_of(template, "en")
    write_version(template, texts={**WORDS, "en": "Closed."}, by=ana)
    with pytest.raises(Refused, match="replaced"):
        review_text(old, by=ana)


def test_a_name_that_becomes_private_later_takes_a_text_out(template, home, ana):
    write_version(template, texts={"en": "Come and see Zoé read."}, by=ana)
    review_text(text_of(template, "en"), by=ana)
    refer(provider(home), child_name="Zoé")
    assert ready_texts(newest_version(template), home) == {}
    fresh = write_version(template, texts={"en": "Come and see Ana read."}, by=ana)
    TemplateText.objects.filter(version=fresh).update(body="Come and see Zoé read.")
    with pytest.raises(BadInput, match="child"):
        review_text(text_of(template, "en"), by=ana)


@pytest.mark.parametrize("who", ["board", "provider"])
def test_only_the_staff_writes_for_many(template, home, who):
    by = member(GroupFactory(community=home)) if who == "board" else provider(home)
    for attempt in (
        lambda: write_template(home, kind="reply", name="x", texts=WORDS, by=by),
        lambda: write_version(template, texts={"en": "Hi"}, by=by),
        lambda: review_text(text_of(template, "en"), by=by),
        lambda: retire_template(template, by=by),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_community_of_fewer_languages_misses_fewer(home, template):
    home.languages = ["en", "es"]
    assert missing_languages(newest_version(template), home) == ["en", "es"]
    home.languages = []
    assert missing_languages(newest_version(template), home) == ["en", "es", "ht"]
