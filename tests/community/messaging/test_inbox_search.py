"""Finding a conversation by name, number or words, without any of these in an address."""

import pytest

from community.messaging import services
from community.models import Message, Thread
from tests.factories.messaging import text_from
from tests.factories.people import CommunityFactory, PersonFactory, signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return CommunityFactory()


@pytest.fixture
def cora(home):
    return staff(home, display_name="Cora Ordway")


def wrote(home, name, body, **person):
    who = PersonFactory(community=home, display_name=name, **person)
    text_from(who.phone, home, body)
    return Thread.objects.get(community=home, phone=who.phone)


@pytest.fixture
def jose(home):
    return wrote(home, "José Núñez", "Can my sister come?", phone="+13475550101")


@pytest.fixture
def luz(home):
    return wrote(home, "Luz Marte", "The room was cold", phone="+19295550177")


def found(browser, words, **more):
    """The threads of the page that a search leads to."""
    answer = browser.post("/inbox/search/", {"words": words, **more})
    assert answer.status_code == 302
    assert words not in answer.url
    page = browser.get(answer.url)
    assert not page.context["board"], "a search does not renew itself"
    return [thread.pk for thread in page.context["page"]]


@pytest.mark.parametrize(
    "words", ["jose", "José", "NUÑEZ", "nunez jose", "555-0101", "(347) 555-0101", "sister", "SISTER come"]
)
def test_it_is_found(cora, jose, luz, words):
    assert found(signed_in(cora), words) == [jose.pk]


@pytest.mark.parametrize("words", ["Maria", "0199", "55 cold", "%", "_", "?!"])
def test_it_is_not_found(cora, luz, words):
    assert found(signed_in(cora), words) == []


def test_words_of_a_note_are_found(cora, jose, luz):
    services.add_note(luz, body="Wants the heating on", by=cora)
    assert found(signed_in(cora), "heating") == [luz.pk]


def test_a_search_keeps_the_list_it_was_made_in(cora, jose, luz):
    services.assign_thread(luz, to=cora, by=cora)
    browser = signed_in(cora)
    assert found(browser, "555", state="mine") == [luz.pk]
    page = browser.get("/inbox/?state=mine&search=on").text
    assert "2 conversations with “555”" in page
    assert '?state=unread&amp;search=on"' in page


def test_nothing_typed_ends_it(cora, jose, luz):
    browser = signed_in(cora)
    assert found(browser, "jose") == [jose.pk]
    assert browser.post("/inbox/search/", {"words": "  "}).url == "/inbox/?state=all"
    assert len(browser.get("/inbox/?search=on").context["page"]) == 2
    assert len(browser.get("/inbox/").context["page"]) == 2


def test_other_lists_are_as_before_a_search(cora, jose, luz):
    browser = signed_in(cora)
    found(browser, "jose")
    assert len(browser.get("/inbox/").context["page"]) == 2


@pytest.mark.parametrize("words", ["x" * 81, "\x00"])
def test_what_cannot_be_looked_for_finds_all(cora, jose, words):
    assert signed_in(cora).post("/inbox/search/", {"words": words}).url == "/inbox/?state=all"


def test_what_another_community_wrote_is_not_found(cora, jose):
    away = CommunityFactory()
    wrote(away, "José Elsewhere", "sister", phone=jose.phone)
    assert found(signed_in(cora), "sister") == [jose.pk]
    assert found(signed_in(cora), "Elsewhere") == []


class TestWhatLetsAFamilyIn:
    """Asking letter by letter must not find it out."""

    @pytest.mark.parametrize("state", ["queued", "sending"])
    def test_a_link_that_has_not_left(self, cora, luz, state):
        body = "Your page: https://stoop.example.org/l/dGhpcyBpcyB/"
        Message.objects.create(thread=luz, direction="out", state=state, body=body)
        assert found(signed_in(cora), "dGh") == []

    def test_a_code(self, cora, luz):
        code = {"body": "Code 123456", "is_secret": True}
        Message.objects.create(thread=luz, direction="out", state="queued", **code)
        assert found(signed_in(cora), "1234") == []
