"""Calls: questions are read aloud, and keys answer them as digits of a text do."""

import itertools
import xml.etree.ElementTree as ET

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from community.core import registry
from community.core.registry import ReplyHandler
from community.messaging import gateway, services
from community.messaging.jobs import call_phone
from community.messaging.services import calls
from community.models import Message, SignedLink, Thread
from tests.factories.messaging import in_an_hour, last_text_to, text_from, twilio_posts
from tests.factories.people import PersonFactory
from tests.stand_in import Trouble

pytestmark = pytest.mark.django_db
_sids = itertools.count(1)


@pytest.fixture(autouse=True)
def _fresh_counts(db):
    cache.clear()


@pytest.fixture
def answered(monkeypatch):
    """What came of "test" and "personal" questions: (first name, subject, value)."""
    got = []

    def answer(question, value, message):
        got.append((question.person.first_name, question.subject_id, value))
        return f"Got it: {value}."

    def line(question, numbers):
        return f"Question {question.subject_id}: " + " ".join(f"{n} {value}" for value, n in numbers.items())

    for key in ("test", "personal"):
        handler = ReplyHandler(answer, line, is_personal=key == "personal")
        monkeypatch.setitem(registry.reply_handlers._plugs, key, handler)
    return got


def ask(person, subject_id=1, handler="test", values=("yes", "no")):
    return services.open_question(
        person, handler=handler, subject_id=subject_id, values=values, expires_at=in_an_hour()
    )


class Call:
    """Somebody's call: ``heard`` is what was said last."""

    def __init__(self, phone, number, **more):
        self.fields = {"CallSid": f"CA{next(_sids):032x}", "From": phone, "To": number, **more}
        self.take(twilio_posts(Client(), "/voice/", self.fields))

    def take(self, answer):
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/xml"
        self.twiml = ET.fromstring(answer.content)
        self.heard = " ".join(say.text for say in self.twiml.iter("Say"))
        gather = self.twiml.find("Gather")
        self.goes_to, self.keys = (
            (gather.get("action"), gather.get("numDigits")) if gather is not None else ("", "")
        )
        assert (self.twiml.find("Hangup") is not None) == (not self.goes_to)

    def press(self, digits):
        before = self.goes_to
        self.take(twilio_posts(Client(), before, {**self.fields, "Digits": digits}))
        return before


def test_the_open_questions_are_read_one_by_one_and_answered(answered):
    rosa = PersonFactory(display_name="Rosa Diaz")
    ask(rosa, 1)
    ask(rosa, 2)
    call = Call(rosa.phone, rosa.community.number)
    assert f"This is {rosa.community.name}" in call.heard
    assert "Question 1: 1 yes 2 no" in call.heard
    call.press("2")
    assert "Got it: no." in call.heard
    assert "Question 2: 3 yes 4 no" in call.heard
    call.press("3")
    assert "Got it: yes." in call.heard
    assert "That was all" in call.heard
    assert answered == [("Rosa", 1, "no"), ("Rosa", 2, "yes")]


def test_the_thread_shows_the_call_and_no_text_is_sent(answered, run_jobs):
    rosa = PersonFactory()
    ask(rosa)
    Call(rosa.phone, rosa.community.number).press("1")
    run_jobs()
    assert set(Message.objects.values_list("direction", "is_call")) == {("in", True), ("out", True)}


def test_a_press_that_is_told_twice_counts_once(answered):
    rosa = PersonFactory()
    ask(rosa)
    call = Call(rosa.phone, rosa.community.number)
    address = call.press("1")
    once = call.heard
    call.take(twilio_posts(Client(), address, {**call.fields, "Digits": "1"}))
    assert call.heard == once
    assert len(answered) == 1


def test_the_same_digit_in_the_next_turn_counts_again(answered):
    rosa = PersonFactory()
    ask(rosa)
    call = Call(rosa.phone, rosa.community.number)
    call.press("1")
    call.press("2")
    call.press("1")
    assert [value for _name, _subject, value in answered] == ["yes", "no", "yes"]


def test_zero_repeats(answered):
    rosa = PersonFactory()
    ask(rosa)
    call = Call(rosa.phone, rosa.community.number)
    call.press("0")
    assert "Question 1" in call.heard
    assert answered == []


def test_nine_puts_the_phone_on_the_list_of_the_staff(answered):
    rosa = PersonFactory()
    ask(rosa)
    call = Call(rosa.phone, rosa.community.number)
    call.press("9")
    assert "A person will call you back" in call.heard
    assert call.goes_to == ""
    assert Thread.objects.get().waiting_since is not None


def test_a_number_of_another_question_leaves_this_one_to_be_asked(answered):
    rosa = PersonFactory()
    ask(rosa, 1)
    ask(rosa, 2)
    call = Call(rosa.phone, rosa.community.number)
    call.press("3")
    assert answered == [("Rosa", 2, "yes")] or answered[0][1:] == (2, "yes")
    assert "Question 1" in call.heard


def test_a_number_that_means_nothing_is_said_so(answered):
    rosa = PersonFactory()
    ask(rosa)
    call = Call(rosa.phone, rosa.community.number)
    call.press("7")
    assert "means nothing" in call.heard
    assert "Question 1" in call.heard
    assert answered == []


def test_silence_repeats_once_and_then_ends_the_call(answered):
    rosa = PersonFactory()
    ask(rosa)
    call = Call(rosa.phone, rosa.community.number)
    call.press("")
    assert "I heard no number" in call.heard
    assert "Question 1" in call.heard
    call.press("")
    assert "Goodbye" in call.heard
    assert call.goes_to == ""


def test_numbers_of_two_digits_wait_for_the_pound_key(answered):
    rosa = PersonFactory()
    for subject in range(1, 6):
        ask(rosa, subject)
    call = Call(rosa.phone, rosa.community.number)
    assert call.keys == "1"
    assert "pound" not in call.heard
    for number in ("1", "3", "5", "7"):
        call.press(number)
    assert call.keys == "2"
    assert "then the pound key" in call.heard
    call.press("11")
    assert answered[-1][1:] == (5, "yes")


def test_without_a_question_it_says_so(answered):
    rosa = PersonFactory()
    call = Call(rosa.phone, rosa.community.number)
    assert "No question waits for your answer" in call.heard
    assert "For a person, press 9" in call.heard


def test_an_unknown_phone_hears_how_to_get_our_texts():
    home = PersonFactory().community
    call = Call("+13475550199", home.number)
    assert "text JOIN" in call.heard
    call.press("9")
    assert Thread.objects.get(phone="+13475550199").waiting_since is not None


@pytest.mark.parametrize("caller", ["anonymous", "+266696687", ""])
def test_a_withheld_number_is_told_why(caller):
    home = PersonFactory().community
    call = Call(caller, home.number)
    assert call.goes_to == "" or caller == "+266696687"


def test_a_number_that_is_nobodys_says_goodbye():
    call = Call("+13475550199", "+17185559999")
    assert "Nobody uses this number" in call.heard


def test_nothing_is_said_that_twilio_did_not_sign(answered):
    rosa = PersonFactory()
    fields = {"CallSid": "CA1", "From": rosa.phone, "To": rosa.community.number}
    for path in ("/voice/", "/voice/answer/?turn=1"):
        assert twilio_posts(Client(), path, fields, signature="no").status_code == 403
        assert twilio_posts(Client(), path, {**fields, "CallSid": "../"}).status_code == 400
        assert Client().get(path).status_code == 405


def test_whoever_said_stop_may_still_call_and_gets_no_text(answered, run_jobs):
    rosa = PersonFactory()
    ask(rosa)
    Thread.objects.update(opted_out_at=timezone.now())
    call = Call(rosa.phone, rosa.community.number)
    call.press("1")
    assert len(answered) == 1
    run_jobs()
    assert not Message.objects.filter(direction="out", is_call=False).exists()


def test_a_shared_phone_is_asked_who_calls_before_what_is_personal(answered):
    rosa = PersonFactory(display_name="Rosa Diaz")
    luz = PersonFactory(display_name="Luz Diaz", community=rosa.community, phone=rosa.phone)
    ask(rosa, 1, "personal")
    ask(luz, 1, "personal")
    call = Call(rosa.phone, rosa.community.number)
    assert "Rosa: Question 1: 1 yes 2 no" in call.heard
    call.press("1")
    assert "Who is calling? 5 Rosa 6 Luz" in call.heard
    assert answered == []
    call.press("5")
    assert answered == [("Rosa", 1, "yes")]
    assert "Luz: Question 1: 3 yes 4 no" in call.heard


@pytest.mark.parametrize(
    ("language", "voice", "locale"),
    [
        ("en", "Polly.Joanna-Neural", "en-US"),
        ("es", "Polly.Lupe-Neural", "es-US"),
        ("ht", "Polly.Lea-Neural", "fr-FR"),
    ],
)
def test_it_speaks_the_persons_language(answered, language, voice, locale):
    rosa = PersonFactory(language=language)
    ask(rosa)
    call = Call(rosa.phone, rosa.community.number)
    assert {(say.get("voice"), say.get("language")) for say in call.twiml.iter("Say")} == {(voice, locale)}
    assert ("Hello" in call.heard) == (language == "en")


def test_addresses_say_nothing_of_who_calls(answered):
    rosa = PersonFactory()
    ask(rosa)
    call = Call(rosa.phone, rosa.community.number)
    assert rosa.phone.strip("+") not in call.goes_to
    assert call.goes_to == "/voice/answer/?turn=1&after=0"


class TestWeCall:
    def test_the_word_has_us_call_and_the_call_reads_the_questions(self, twilio, run_jobs, answered):
        rosa = PersonFactory()
        ask(rosa)
        text_from(rosa.phone, rosa.community, "Call me")
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
        text_from(rosa.phone, rosa.community, word)
        run_jobs()
        assert len(twilio.calls) == 1

    @pytest.mark.parametrize("body", ["call my aunt", "recall", "why did you call"])
    def test_a_sentence_is_for_a_person(self, twilio, run_jobs, body):
        rosa = PersonFactory()
        text_from(rosa.phone, rosa.community, body)
        run_jobs()
        assert twilio.calls == []
        assert Thread.objects.get().waiting_since is not None

    def test_strangers_and_those_who_said_stop_are_not_called(self, twilio, run_jobs):
        rosa = PersonFactory()
        text_from("+13475550199", rosa.community, "CALL")
        text_from(rosa.phone, rosa.community, "STOP")
        text_from(rosa.phone, rosa.community, "CALL")
        run_jobs()
        assert twilio.calls == []

    def test_one_call_in_two_minutes(self, twilio, run_jobs):
        rosa = PersonFactory()
        for _time in range(2):
            text_from(rosa.phone, rosa.community, "CALL")
        run_jobs()
        assert len(twilio.calls) == 1
        assert "we have just called you" in last_text_to(rosa)

    def test_a_job_that_comes_twice_calls_once(self, twilio):
        rosa = PersonFactory()
        calls.call_person(rosa)
        thread = Thread.objects.get()
        call_phone(thread.pk)
        call_phone(thread.pk)
        assert len(twilio.calls) == 1

    @pytest.mark.parametrize("status", [400, 429, 500])
    def test_a_call_that_fails_is_left_for_the_staff(self, twilio, run_jobs, status):
        rosa = PersonFactory()
        twilio.next_troubles = [Trouble(status, 13224)]
        calls.call_person(rosa)
        call_phone(Thread.objects.get().pk)
        assert Thread.objects.get().waiting_since is not None

    def test_the_link_in_the_answer_calls_again(self, twilio, run_jobs):
        rosa = PersonFactory()
        text_from(rosa.phone, rosa.community, "CALL")
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
        link = calls.listen_link(rosa)
        assert SignedLink.objects.get().purpose == "listen"
        text_from(rosa.phone, rosa.community, "STOP")
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
        text_from(rosa.phone, rosa.community, "CALL")
        run_jobs()
        assert "calls you now" in last_text_to(rosa)


def test_what_is_said_is_escaped():
    twiml = gateway.spoken([("en", "Ana & Rosa <b>")])
    assert gateway.heard(twiml) == gateway.Heard(["Ana & Rosa <b>"], "", 1)
