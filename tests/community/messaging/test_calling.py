"""We call: a word or a link has a phone rung, and a visitor of the demo hears what a call says."""

import itertools

import pytest
from django.core.cache import cache
from django.test import Client

from community.messaging.jobs import call_phone
from community.messaging.services import calling
from community.models import SignedLink, Thread
from tests.architecture.test_texts_fit import ONE_PART, PLAIN, TWO_PARTS
from tests.factories.calls import Call, ask, questions_aloud
from tests.factories.messaging import last_text_to, text_from
from tests.factories.people import PersonFactory
from tests.stand_in import Trouble

pytestmark = pytest.mark.django_db
_sids = itertools.count(1)


@pytest.fixture(autouse=True)
def answered(db):
    cache.clear()
    with questions_aloud() as got:
        yield got


@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_what_is_texted_fits(twilio, run_jobs, language):
    rosa = PersonFactory(language=language, community__name="Brownsville Families")
    for _time in range(2):
        text(rosa, "CALL")
    run_jobs()
    with_link, too_soon = twilio.bodies_to(rosa.phone)
    assert len(with_link) <= TWO_PARTS
    assert len(too_soon) <= ONE_PART
    assert set(with_link + too_soon) <= PLAIN


def text(person, body):
    """A text with a sid that is none of the stand-in's."""
    return text_from(person.phone, person.community, body, sid=f"MM{next(_sids):032x}")


class TestWeCall:
    def test_the_word_has_us_call_and_the_call_reads_the_questions(self, twilio, run_jobs, answered):
        rosa = PersonFactory()
        ask(rosa)
        text(rosa, "Call me")
        run_jobs()
        assert twilio.calls == [
            {
                "To": rosa.phone,
                "From": rosa.community.number,
                "Url": "https://stoop.example.org/voice/",
                "Method": "POST",
            }
        ]
        call = Call(rosa.community.number, rosa.phone, Direction="outbound-api")
        assert "Question 1" in call.heard
        call.press("1")
        assert len(answered) == 1

    @pytest.mark.parametrize("word", ["CALL", "llámame", "Llamar.", "RELE", "rele m"])
    def test_in_every_language(self, twilio, run_jobs, word):
        rosa = PersonFactory()
        text(rosa, word)
        run_jobs()
        assert len(twilio.calls) == 1

    @pytest.mark.parametrize("body", ["call my aunt", "recall", "why did you call"])
    def test_a_sentence_is_for_a_person(self, twilio, run_jobs, body):
        rosa = PersonFactory()
        text(rosa, body)
        run_jobs()
        assert twilio.calls == []
        assert Thread.objects.get().waiting_since is not None

    def test_strangers_and_those_who_said_stop_are_not_called(self, twilio, run_jobs):
        rosa = PersonFactory()
        text_from("+13475550199", rosa.community, "CALL", sid="MM1")
        text(rosa, "STOP")
        text(rosa, "CALL")
        run_jobs()
        assert twilio.calls == []

    def test_one_call_in_two_minutes(self, twilio, run_jobs):
        rosa = PersonFactory()
        for _time in range(2):
            text(rosa, "CALL")
        run_jobs()
        assert len(twilio.calls) == 1
        assert "we have just called you" in last_text_to(rosa)

    def test_a_job_that_comes_twice_calls_once(self, twilio):
        rosa = PersonFactory()
        calling.call_person(rosa)
        thread = Thread.objects.get()
        call_phone(thread.pk)
        call_phone(thread.pk)
        assert len(twilio.calls) == 1

    @pytest.mark.parametrize("status", [400, 429, 500])
    def test_a_call_that_fails_is_left_for_the_staff(self, twilio, run_jobs, status):
        rosa = PersonFactory()
        twilio.next_troubles = [Trouble(status, 13224)]
        calling.call_person(rosa)
        call_phone(Thread.objects.get().pk)
        assert Thread.objects.get().waiting_since is not None

    def test_the_link_in_the_answer_calls_again(self, twilio, run_jobs):
        rosa = PersonFactory()
        text(rosa, "CALL")
        run_jobs()
        cache.clear()
        address = "/l/" + twilio.wait_for(rosa.phone, "/l/").rsplit("/l/")[1].strip()
        page = Client().get(address).content.decode()
        assert "Call me now" in page
        assert f'href="tel:{rosa.community.number}"' in page
        assert len(twilio.calls) == 1
        assert Client().post(f"{address}do/call/").url == address
        run_jobs()
        assert len(twilio.calls) == 2
        assert Client().post(f"{address}do/call/").status_code == 429
        assert Client().get(f"{address}other/").status_code == 404

    def test_the_link_of_a_phone_that_said_stop_calls_nobody(self, twilio, run_jobs):
        rosa = PersonFactory()
        link = calling.listen_link(rosa)
        assert SignedLink.objects.get().purpose == "listen"
        text(rosa, "STOP")
        path = link.removeprefix("https://stoop.example.org")
        assert Client().post(f"{path}do/call/").status_code == 409
        run_jobs()
        assert twilio.calls == []


class TestOnTheSimulator:
    @pytest.fixture
    def rosa(self, settings):
        settings.SMS_BACKEND = "simulator"
        settings.ROOT_URLCONF = "tests.community.messaging.simulator_address"
        rosa = PersonFactory(display_name="Rosa Diaz", community__is_sample=True)
        ask(rosa)
        return rosa

    def test_a_visitor_calls_and_presses_keys(self, answered, rosa):
        address = f"/simulator/{rosa.pk}/call/"
        assert "Nobody has called yet" in Client().get(address).content.decode()
        page = Client().post(address)
        assert "Question 1: 1 yes 2 no" in page.content.decode()
        heard = page.context["heard"]
        page = (
            Client()
            .post(address, {"call": page.context["call"], "goes_to": heard.goes_to, "digits": "1"})
            .content.decode()
        )
        assert "Got it: yes." in page
        assert answered == [("Rosa", 1, "yes")]

    @pytest.mark.parametrize(
        "goes_to", ["/sms/inbound/", "https://x.example/", "/voice/answer/../../", "/l/x/"]
    )
    def test_it_posts_nowhere_else(self, answered, rosa, goes_to):
        assert Client().post(f"/simulator/{rosa.pk}/call/", {"goes_to": goes_to}).status_code == 400

    def test_the_phones_of_another_community_are_not_there(self, answered, rosa):
        assert Client().get(f"/simulator/{PersonFactory().pk}/call/").status_code == 404

    def test_no_real_call_is_made(self, rosa, run_jobs):
        text(rosa, "CALL")
        run_jobs()
        assert "calls you now" in last_text_to(rosa)
