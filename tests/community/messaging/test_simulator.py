"""Phones on a page, and their live board."""

import pytest
import time_machine
from django.test import Client
from django.urls import NoReverseMatch, reverse

from community.core import registry
from community.core.registry import Audience
from community.live.entry import audience_for, enter_by_session
from community.live.models import LiveBoard
from community.live.panels import snapshot
from community.messaging import services
from community.messaging.panels.phones import with_links
from community.messaging.services.doubts import doubt
from community.models import Message, Thread
from tests.factories.messaging import in_an_hour, plugged
from tests.factories.people import CommunityFactory, GroupFactory, PersonFactory, member, signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def simulator(settings):
    settings.SMS_BACKEND = "simulator"
    settings.ROOT_URLCONF = "tests.community.messaging.simulator_address"
    return CommunityFactory(is_sample=True)


def test_elsewhere_it_does_not_exist():
    with pytest.raises(NoReverseMatch):
        reverse("simulator")
    assert Client().get("/simulator/").status_code == 404


def test_everybody_with_a_phone_can_be_picked_by_what_they_are(simulator, django_assert_max_num_queries):
    board = GroupFactory(community=simulator)
    for n in range(12):
        member(board, display_name=f"Member {n}")
    staff(simulator, display_name="Cora Ordway")
    PersonFactory(community=simulator, phone=None, display_name="Nobody")
    with django_assert_max_num_queries(6):
        page = Client().get("/simulator/").content.decode()
    assert page.count("<option") == 13
    assert "Nobody" not in page
    assert page.index('label="Board members"') < page.index('label="Staff"')


def test_a_text_goes_through_the_signed_door_and_the_answer_comes_back(simulator, run_jobs):
    rosa = PersonFactory(community=simulator)
    address = f"/simulator/?person={rosa.pk}"
    with plugged("test", lambda question, value, message: f"Got it: {value}."):
        services.ask(
            rosa,
            lambda numbers: f"Can you come? {numbers['yes']} yes",
            handler="test",
            subject_id=1,
            values=["yes"],
            expires_at=in_an_hour(),
        )
        Message.objects.update(is_reply=True)
        run_jobs()
        assert "Can you come? 1 yes" in Client().get(address).content.decode()
        answer = Client().post(address, {"body": "1"})
        assert (answer.status_code, answer.url) == (302, f"{address}#body")
        run_jobs()
    assert "Got it: yes." in Client().get(address).content.decode()
    assert Message.objects.get(direction="in").body == "1"


def test_the_pages_script_gets_words(simulator):
    rosa = PersonFactory(community=simulator)
    answer = Client().post(
        f"/simulator/?person={rosa.pk}", {"body": "1"}, headers={"Accept": "application/json"}
    )
    assert answer.json() == {"said": "Sent."}


def test_a_phone_that_says_it_is_somebody_elses_is_put_down(simulator):
    rosa = PersonFactory(community=simulator, display_name="Rosa Diaz")
    with plugged("vote", lambda *_: "Got it.", is_personal=True):
        services.open_question(rosa, handler="vote", subject_id=1, values=["yes"], expires_at=in_an_hour())
        doubt(Thread.objects.get())
        Client().post(f"/simulator/?person={rosa.pk}", {"body": "1"})
        answer = Client().post(f"/simulator/?person={rosa.pk}", {"body": "wrong number"}, follow=True)
    assert answer.status_code == 200
    assert "This number is not that of Rosa any more." in answer.content.decode()


def test_a_refusal_of_the_door_is_shown(simulator, settings):
    rosa = PersonFactory(community=simulator)
    simulator.number = None
    simulator.save()
    page = Client().post(f"/simulator/?person={rosa.pk}", {"body": "1"}, follow=True).content.decode()
    assert "No community has this number." in page


@pytest.mark.parametrize("asked", ["0", "999999", "x", "²", "9" * 5000])
def test_a_phone_that_is_nobodys(simulator, asked):
    assert Client().get(f"/simulator/?person={asked}").status_code == 404


def test_the_phones_of_another_community_are_not_there(simulator):
    stranger = PersonFactory()
    assert Client().get(f"/simulator/?person={stranger.pk}").status_code == 404
    own = PersonFactory(community=stranger.community)
    assert signed_in(stranger).get(f"/simulator/?person={own.pk}").status_code == 200


def test_without_a_demo_there_is_nothing(simulator):
    simulator.is_sample = False
    simulator.save()
    assert Client().get("/simulator/").status_code == 404


@pytest.mark.parametrize(
    ("picked", "day"), [("", "mié 25 nov"), ("en", "Wed Nov 25"), ("ht", "mèkredi 25 nov")]
)
def test_the_page_shows_a_phone_in_the_language_that_its_socket_speaks(simulator, picked, day):
    rosa = PersonFactory(community=simulator, language="es")
    browser = Client()
    if picked:
        browser.cookies["django_language"] = picked
    with time_machine.travel("2026-11-25T17:00:00Z", tick=False):
        services.receive_text(community=simulator, phone=rosa.phone, body="Hola", sid="SM1")
        page = browser.get(f"/simulator/?person={rosa.pk}").content.decode()
    cookies = {"django_language": picked} if picked else {}
    board = services.phones_board(simulator)
    _ticket, audience = enter_by_session(board.pk, claimed=str(rosa.pk), cookies=cookies)
    assert day in page
    assert snapshot(board, audience)["panels"]["texts"] in page


class TestTheBoard:
    def test_it_rings_when_a_text_comes_or_goes(self, simulator, run_jobs):
        rosa = PersonFactory(community=simulator)
        board = services.phones_board(simulator)
        services.receive_text(community=simulator, phone=rosa.phone, body="Hi", sid="SM1")
        was = LiveBoard.objects.get(pk=board.pk).version
        assert was > board.version
        run_jobs()
        assert LiveBoard.objects.get(pk=board.pk).version > was

    def test_each_phone_shows_its_own_texts_only(self, simulator):
        rosa, luz = PersonFactory(community=simulator), PersonFactory(community=simulator)
        services.receive_text(community=simulator, phone=rosa.phone, body="From Rosa", sid="SM1")
        board = services.phones_board(simulator)
        assert "From Rosa" in snapshot(board, Audience(str(rosa.pk), "en"))["panels"]["texts"]
        assert "From Rosa" not in snapshot(board, Audience(str(luz.pk), "en"))["panels"]["texts"]

    def test_texts_are_escaped(self, simulator):
        rosa = PersonFactory(community=simulator)
        services.receive_text(community=simulator, phone=rosa.phone, body="<script>x</script>", sid="SM1")
        shown = snapshot(services.phones_board(simulator), Audience(str(rosa.pk), "en"))["panels"]["texts"]
        assert "<script>" not in shown

    @pytest.mark.parametrize(
        ("body", "html"),
        [
            ("Look: /l/abc-_9/", 'Look: <a href="/l/abc-_9/">/l/abc-_9/</a>'),
            ("https://x.org/l/a/\n<b>", '<a href="https://x.org/l/a/">https://x.org/l/a/</a><br>&lt;b&gt;'),
            ('"onclick=/l/a/', '&quot;onclick=<a href="/l/a/">/l/a/</a>'),
        ],
    )
    def test_a_familys_link_can_be_pressed(self, body, html):
        assert with_links(body) == html

    def test_nobody_watches_where_texts_are_real(self, simulator, settings):
        rosa = PersonFactory(community=simulator)
        board = services.phones_board(simulator)
        assert audience_for(board, None, claimed=str(rosa.pk)) == Audience(str(rosa.pk), "en")
        for claimed in ("", "x", "²", "999999", str(PersonFactory().pk), "9" * 5000):
            assert audience_for(board, None, claimed=claimed) is None
        settings.SMS_BACKEND = "twilio"
        assert audience_for(board, None, claimed=str(rosa.pk)) is None

    def test_its_kind_is_plugged_in(self):
        assert {panel.key for panel in registry.panels if panel.board_kind == "phones"} == {"texts", "newest"}
