"""JOIN by text: who is let in, and which consent is kept."""

import re

import pytest
import time_machine
from django.utils import timezone

from community.joining import services, wordings
from community.messaging.services.doubts import doubt
from community.models import Consent, JoinRequest, Message, Person, Thread
from tests.architecture.test_texts_fit import ONE_PART, PLAIN, TWO_PARTS
from tests.factories.messaging import new_sid, text_from
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
PHONE = "+13475550199"


def answers(thread_phone=PHONE):
    texts = Message.objects.filter(thread__phone=thread_phone, direction="out").order_by("pk")
    return list(texts.values_list("body", flat=True))


def ask_on_the_page(home, **told):
    kept = {"first_name": "Rosa", "language": "es", "wording": wordings.agreement_in("es", home), **told}
    JoinRequest.objects.create(community=home, phone=PHONE, **kept)


@pytest.mark.parametrize(("word", "language"), [("Join", "en"), ("únete", "es"), ("ENSKRI", "ht")])
def test_a_stranger_is_let_in_in_the_words_language(home, word, language):
    text_from(PHONE, home, f"{word} Rosa")
    rosa = Person.objects.get()
    assert (rosa.display_name, rosa.phone, rosa.language, rosa.community) == ("Rosa", PHONE, language, home)
    consent = Consent.objects.get()
    assert (consent.person, consent.purpose, consent.channel) == (rosa, "texts", "text")
    assert (consent.wording, consent.language) == (wordings.agreement_in(language, home), language)
    assert timezone.now() - consent.given_at < timezone.timedelta(minutes=1)
    heard, said = Message.objects.order_by("pk")
    assert (heard.person, said.language, said.is_reply) == (rosa, language, True)


@pytest.mark.parametrize("name", ["Marie-Ange", "O'Neil", "D’Angelo", "Ana Lucía"])
def test_a_name_of_several_parts_is_let_in_once(home, name):
    for _time in range(2):
        text_from(PHONE, home, f"JOIN {name}")
    assert Person.objects.get().display_name == name
    assert Consent.objects.count() == 1
    assert "you are in. " in answers()[0]
    assert "you are in already" in answers()[1]


def test_people_with_one_first_name_are_told_apart(home):
    for name in ("Rosa Diaz", "Luis", "Rosa Luz"):
        PersonFactory(display_name=name, phone=PHONE, community=home)
    text_from(PHONE, home, "JOIN")
    assert "belongs to Rosa Diaz, Luis, Rosa Luz." in answers()[0]


def test_a_number_in_doubt_is_not_told_that_it_has_another_name(home):
    PersonFactory(display_name="Rosa", phone=PHONE, community=home)
    doubt(Thread.objects.create(community=home, phone=PHONE))
    text_from(PHONE, home, "JOIN Rosa")
    assert answers() == ["Thank you. A person will read this and text you."]
    assert not Consent.objects.exists()
    assert Thread.objects.get().waiting_since is not None


def test_without_a_name_it_is_a_neighbor_until_they_give_one(home):
    text_from(PHONE, home, "JOIN")
    assert Person.objects.get().display_name == "Neighbor"
    text_from(PHONE, home, "JOIN Rosa")
    assert Person.objects.get().display_name == "Rosa"
    assert Consent.objects.count() == 1


def test_twice_is_one_consent_and_says_so(home):
    for _time in range(2):
        text_from(PHONE, home, "JOIN Rosa")
    assert Consent.objects.count() == Person.objects.count() == 1
    assert "you are in. " in answers()[0]
    assert "you are in already" in answers()[1]


def test_a_delivery_that_comes_twice_counts_once(home):
    sid = new_sid()
    for _time in range(2):
        text_from(PHONE, home, "JOIN", sid=sid)
    assert len(answers()) == Consent.objects.count() == 1


def test_what_the_page_was_told_becomes_the_consent(home):
    ask_on_the_page(home)
    text_from(PHONE, home, "join")
    rosa = Person.objects.get()
    assert (rosa.display_name, rosa.language) == ("Rosa", "es")
    consent = Consent.objects.get()
    assert (consent.channel, consent.language) == ("web", "es")
    assert consent.wording == wordings.agreement_in("es", home)
    assert not JoinRequest.objects.exists()
    assert answers() == [spoken("es", wordings.joined, home)]


def test_the_consent_is_in_the_language_that_was_read(home):
    ask_on_the_page(home, wording=wordings.agreement_in("en", home))
    text_from(PHONE, home, "UNIRME")
    assert Person.objects.get().language == "es"
    assert Consent.objects.get().language == "en"


def test_a_request_of_last_month_does_not_count(home):
    with time_machine.travel(timezone.now() - timezone.timedelta(days=7), tick=False):
        ask_on_the_page(home)
    text_from(PHONE, home, "JOIN")
    assert Person.objects.get().display_name == "Neighbor"
    assert Consent.objects.get().channel == "text"


def test_somebody_we_know_keeps_their_name_and_language(home):
    rosa = PersonFactory(community=home, phone=PHONE, display_name="Rosa Diaz", language="ht")
    text_from(PHONE, home, "UNIRME rosa")
    assert Person.objects.get() == rosa
    assert Consent.objects.get().language == "es"
    assert answers() == [spoken("ht", wordings.joined, home)]


def test_consent_that_was_withdrawn_is_given_anew(home):
    text_from(PHONE, home, "JOIN")
    text_from(PHONE, home, "STOP")
    text_from(PHONE, home, "JOIN")
    assert Consent.objects.count() == 1
    assert len(answers()) == 2
    assert Thread.objects.get().waiting_since is not None
    text_from(PHONE, home, "START")
    text_from(PHONE, home, "JOIN")
    assert Consent.objects.filter(withdrawal=None).count() == 1


@pytest.mark.parametrize("body", ["JOIN", "JOIN Ana"])
def test_a_shared_phone_is_left_for_the_staff(home, body):
    for name in ("Ana Diaz", "Rosa Diaz"):
        PersonFactory(community=home, phone=PHONE, display_name=name)
    text_from(PHONE, home, body)
    assert answers() == [
        "This phone belongs to Ana, Rosa. A person will text you and ask who of you wants our texts."
    ]
    assert Thread.objects.get().waiting_since is not None
    assert not Consent.objects.exists()


def test_another_name_on_a_phone_we_know_is_left_for_the_staff(home):
    PersonFactory(community=home, phone=PHONE, display_name="Ana Diaz")
    text_from(PHONE, home, "JOIN Rosa")
    assert "Ana" not in answers()[0]
    assert Thread.objects.get().waiting_since is not None
    assert Person.objects.count() == 1
    assert not Consent.objects.exists()


def test_a_number_in_doubt_is_left_for_the_staff(home):
    PersonFactory(community=home, phone=PHONE, display_name="Ana Diaz")
    Thread.objects.create(community=home, phone=PHONE, doubted_at=timezone.now())
    text_from(PHONE, home, "JOIN")
    assert Thread.objects.get().waiting_since is not None
    assert not Consent.objects.exists()


def test_elsewhere_the_same_phone_is_a_stranger(home):
    elsewhere = PersonFactory(phone=PHONE, display_name="Ana Diaz").community
    text_from(PHONE, home, "JOIN Rosa")
    assert Person.objects.get(community=home).display_name == "Rosa"
    assert Person.objects.filter(community=elsewhere).count() == 1


def spoken(language, words, *args):
    with wordings.translation.override(language):
        return words(*args)


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_the_texts_fit(home, language):
    one = [
        spoken(language, wordings.somebody_asked, home, language),
        spoken(language, wordings.joined_before, home),
        spoken(language, wordings.for_the_staff_to_say, ["Ana"]),
        spoken(language, wordings.for_the_staff_to_say, ["Ana", "Rosa"]),
    ]
    confirmation = spoken(language, wordings.joined, home)
    assert [text for text in one if len(text) > ONE_PART] == []
    assert len(confirmation) <= TWO_PARTS
    assert [set(text) - PLAIN for text in [*one, confirmation] if set(text) - PLAIN] == []
    for must in ("Brownsville Families", "2", "10", "STOP", "HELP"):
        assert re.search(rf"\b{must}\b", confirmation)


def test_two_keywords_at_once_are_one_person(home):
    thread = Thread.objects.create(community=home, phone=PHONE)
    stale = Thread.objects.get()
    first = services.join(thread, services.Keyword("en", "Rosa"))
    second = services.join(stale, services.Keyword("en", "Rosa"))
    assert (first.outcome, second.outcome) == ("joined", "before")
    assert first.person == second.person
