"""Calls: questions are read aloud, and keys answer them as digits of a text do."""

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from community.config.handler import MachineHandler
from community.messaging import gateway, services
from community.models import Message, Thread
from tests.factories.calls import PERSONAL, TEST, Call, ask, questions_aloud
from tests.factories.messaging import text_from, twilio_posts
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def answered(db):
    cache.clear()
    with questions_aloud() as got:
        yield got


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
    call.tell(address, "1")
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


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_call_needs_no_middleware_of_pages(answered, settings, language):
    rosa = PersonFactory(language=language)
    ask(rosa)
    call = Call(rosa.phone, rosa.community.number)
    through_pages = (call.heard, call.voices, call.goes_to)

    def tell_the_machine(address, **more):
        assert address.startswith(settings.MACHINE_PATHS)
        request = twilio_posts(RequestFactory(), address, call.fields | more)
        call.take(MachineHandler().get_response(request))

    tell_the_machine("/voice/")
    assert (call.heard, call.voices, call.goes_to) == through_pages
    tell_the_machine(call.goes_to, Digits="1")
    assert "Got it: yes." in call.heard
    assert len(answered) == 1


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
    assert answered[0][1:] == (2, "yes")
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
    ask(rosa, 1)
    call = Call(rosa.phone, rosa.community.number)
    assert call.keys == "1"
    assert "pound" not in call.heard
    for subject in range(2, 6):
        ask(rosa, subject)
    for number in ("1", "3", "5", "7"):
        call.press(number)
        assert call.keys == "2"
    assert "then the pound key" in call.heard
    call.press("10")
    assert answered[-1][1:] == (5, "yes")


def test_two_digits_that_change_an_answer_are_heard_to_the_end_whatever_is_asked_next(answered):
    rosa = PersonFactory()
    for subject in range(1, 6):
        ask(rosa, subject)
    call = Call(rosa.phone, rosa.community.number)
    assert call.keys == "2", "the 1 of 11 must not count for question 1"
    assert "Question 1: 1 yes 2 no Press the number of your answer, then the pound key." in call.heard
    for number in ("1", "3", "5", "7", "10"):
        call.press(number)
    assert "That was all" in call.heard
    assert call.keys == "2", "the answer just given is changed by 11"
    services.close_questions(handler=TEST, subject_id=5)
    call.press("0")
    assert call.keys == "2", "who is late with the 11 does not answer question 1"


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
    call = Call(caller, PersonFactory().community.number)
    assert "cannot see which phone" in call.heard
    assert call.goes_to == ""
    assert not Thread.objects.exists()


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
    ask(rosa, 1, PERSONAL)
    ask(luz, 1, PERSONAL)
    call = Call(rosa.phone, rosa.community.number)
    assert "Rosa: Question 1: 1 yes 2 no" in call.heard
    call.press("1")
    assert "Who is calling? 5 Rosa 6 Luz" in call.heard
    assert call.keys == "1"
    assert answered == []
    call.press("5")
    assert answered == [("Rosa", 1, "yes")]
    assert "Luz: Question 1: 3 yes 4 no" in call.heard


def test_a_text_that_waits_for_its_writer_does_not_stop_a_call(answered):
    rosa = PersonFactory(display_name="Rosa Diaz")
    luz = PersonFactory(display_name="Luz Diaz", community=rosa.community, phone=rosa.phone)
    ask(luz, 1, PERSONAL)
    ask(rosa, 2)
    ask(rosa, 3)
    text_from(rosa.phone, rosa.community, "1")
    assert Thread.objects.get().held is not None
    call = Call(rosa.phone, rosa.community.number)
    call.press("3")
    assert answered == [("Rosa", 2, "yes")]
    assert "Luz: Question 1" in call.heard


def test_a_number_in_doubt_is_asked_for_a_name_by_text(answered):
    rosa = PersonFactory(display_name="Rosa Diaz")
    ask(rosa, 1, PERSONAL)
    Thread.objects.update(doubted_at=timezone.now())
    call = Call(rosa.phone, rosa.community.number)
    call.press("1")
    assert "text your first name" in call.heard
    assert call.goes_to == ""
    assert answered == []


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
    assert call.voices == {(voice, locale)}
    assert ("Hello" in call.heard) == (language == "en")


def test_an_answer_to_somebody_elses_question_is_said_back_in_their_voice(answered):
    rosa = PersonFactory(display_name="Rosa")
    luis = PersonFactory(display_name="Luis", language="es", phone=rosa.phone, community=rosa.community)
    ask(rosa), ask(luis)
    call = Call(rosa.phone, rosa.community.number)
    assert call.voices == {("Polly.Joanna-Neural", "en-US")}
    call.press("3")
    assert answered == [("Luis", 1, "yes")]
    assert ("Polly.Lupe-Neural", "es-US") in call.voices


def test_addresses_say_nothing_of_who_calls(answered):
    rosa = PersonFactory()
    ask(rosa)
    call = Call(rosa.phone, rosa.community.number)
    assert rosa.phone.strip("+") not in call.goes_to
    assert call.goes_to == "/voice/answer/?turn=1&after=0"


def test_what_is_said_is_escaped():
    twiml = gateway.spoken([("en", "Ana & Rosa <b>")])
    assert gateway.heard(twiml) == gateway.Heard(["Ana & Rosa <b>"], "", 1)
