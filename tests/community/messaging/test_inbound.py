"""A text comes in: signed or not, twice, in any shape, from anybody."""

import threading

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.core import registry
from community.core.errors import Refused
from community.messaging import rules, services
from community.models import Message, ReplyExpectation, Thread
from tests.community.messaging.conftest import speaks
from tests.factories.messaging import (
    in_an_hour,
    last_text_to,
    new_sid,
    plugged,
    text_from,
    twilio_posts,
)
from tests.factories.people import CommunityFactory, PersonFactory

EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
PROMISE = "Sorry, we could not match that. A person will read it. Text 0 to see your open questions."


@pytest.fixture
def rosa(db):
    return PersonFactory()


@pytest.mark.django_db
class TestTheDoor:
    def test_a_wrong_signature_is_refused_and_nothing_is_kept(self, rosa):
        fields = {"MessageSid": new_sid(), "From": rosa.phone, "To": rosa.community.number, "Body": "1"}
        for signature in ("", "nonsense", "é"):
            assert twilio_posts(Client(), "/sms/inbound/", fields, signature=signature).status_code == 403
        assert not Thread.objects.exists()
        assert not Message.objects.exists()

    def test_a_number_that_is_nobodys_is_a_404_and_nothing_is_kept(self, rosa):
        rosa.community.number = "+15005550006"
        assert text_from(rosa.phone, rosa.community, "1").status_code == 404
        assert not Thread.objects.exists()

    @pytest.mark.parametrize("missing", ["MessageSid", "From", "To", "Body"])
    def test_missing_fields_are_answered_clearly(self, rosa, missing):
        fields = {"MessageSid": new_sid(), "From": rosa.phone, "To": rosa.community.number, "Body": "Hi"}
        del fields[missing]
        answer = twilio_posts(Client(), "/sms/inbound/", fields)
        assert answer.status_code == {"Body": 200, "To": 404}.get(missing, 400)

    @pytest.mark.parametrize("number", ["", "\x00", "718-555-0100", "262966", "é" * 5000])
    def test_a_number_that_is_none_is_nobodys(self, rosa, number):
        fields = {"MessageSid": new_sid(), "From": rosa.phone, "To": number, "Body": "Hi"}
        assert twilio_posts(Client(), "/sms/inbound/", fields).status_code == 404

    @pytest.mark.parametrize(
        ("kind", "raw"),
        [
            ("application/x-www-form-urlencoded; charset=latin-1", b"MessageSid=SM1&Body=%E9"),
            ("multipart/form-data", b"no boundary"),
            ("application/json", b'{"MessageSid": "SM1"}'),
            ("application/x-www-form-urlencoded", b"Body=" + b"x" * 3_000_000),
            ("application/x-www-form-urlencoded", b"x=1&" * 2_000),
            ("application/x-www-form-urlencoded", b"Body=%ED%A0%80%FF"),
        ],
    )
    def test_what_no_carrier_sends_is_refused_and_nothing_is_kept(self, rosa, kind, raw):
        answer = Client(raise_request_exception=False).post("/sms/inbound/", raw, content_type=kind)
        assert answer.status_code in (400, 403, 413)
        assert not Message.objects.exists()

    @pytest.mark.parametrize(
        "sender", ["262966", "VERIZON", "+0", "+1347555012345678", "whatsapp:+13475550100"]
    )
    def test_a_sender_that_cannot_be_texted_is_told_so(self, rosa, sender):
        assert text_from(sender, rosa.community, "Hi").status_code == 400

    def test_it_answers_with_empty_twiml_and_only_to_posts(self, rosa):
        answer = text_from(rosa.phone, rosa.community, "Hi")
        assert answer.content.decode() == EMPTY_TWIML
        assert answer["Content-Type"] == "text/xml"
        assert Client().get("/sms/inbound/").status_code == 405

    @pytest.mark.parametrize(
        ("body", "kept"),
        [
            ("😜" * 1600, "😜" * 1600),
            ("a\x00b\x07c", "abc"),
            ("\x00", ""),
            ("", ""),
            ("   ", ""),
            ("\u202eright to left", "\u202eright to left"),
            ("line\nline", "line\nline"),
        ],
    )
    def test_strange_bodies_are_kept_as_far_as_a_database_can(self, rosa, body, kept):
        assert text_from(rosa.phone, rosa.community, body).status_code == 200
        assert Message.objects.get(direction="in").body == kept

    def test_the_same_text_twice_changes_nothing_twice(self, rosa):
        heard = []
        with plugged("test", lambda expectation, value, message: heard.append(value) or "Got it."):
            services.open_question(
                rosa, handler="test", subject_id=1, values=["yes"], expires_at=in_an_hour()
            )
            for _ in range(3):
                assert text_from(rosa.phone, rosa.community, "1", sid="SM1").status_code == 200
            text_from(rosa.phone, rosa.community, "Something else", sid="SM1")
        assert heard == ["yes"]
        assert Message.objects.filter(direction="out").count() == 1
        assert Message.objects.get(direction="in").body == "1"


@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="the test database in memory has one connection; on SQLite writers queue by themselves",
)
@pytest.mark.django_db(transaction=True)
def test_two_deliveries_that_race_act_once():
    rosa = PersonFactory()
    heard, at_once = [], threading.Barrier(4)
    services.open_question(rosa, handler="test", subject_id=1, values=["yes"], expires_at=in_an_hour())

    def deliver():
        at_once.wait()
        try:
            assert text_from(rosa.phone, rosa.community, "1", sid="SM1").status_code == 200
        finally:
            connection.close()

    with plugged("test", lambda expectation, value, message: heard.append(value) or "Got it."):
        threads = [threading.Thread(target=deliver) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert heard == ["yes"]
    assert Message.objects.filter(direction="in").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [KeyError("a fault"), Refused("Too late for that.")])
def test_what_an_answer_did_before_it_failed_is_undone_and_its_text_kept(rosa, fault):
    def answer(expectation, value, message):
        Thread.objects.update(promised_at=timezone.now())
        raise fault

    with plugged("test", answer):
        services.open_question(rosa, handler="test", subject_id=1, values=["yes"], expires_at=in_an_hour())
        text_from(rosa.phone, rosa.community, "1")
    assert Message.objects.filter(direction="in", body="1").count() == 1
    promised = isinstance(fault, KeyError)  # that a person reads it, and only once the answer was undone
    assert (Thread.objects.get().promised_at is not None) == promised
    assert Message.objects.filter(direction="out").count() == 1


@pytest.mark.django_db
def test_an_answer_takes_few_queries(rosa, django_assert_num_queries):
    with plugged("test", lambda expectation, value, message: "Got it."):
        services.open_question(rosa, handler="test", subject_id=1, values=["yes"], expires_at=in_an_hour())
        text_from(rosa.phone, rosa.community, "1")
        # The thread, what the digit means, the text, the answer with its job (two on SQLite); and the
        # savepoint of the whole, which is a transaction outside tests.
        with django_assert_num_queries((4 if connection.vendor == "postgresql" else 5) + 2):
            text_from(rosa.phone, rosa.community, "1")


@pytest.mark.django_db
def test_a_text_for_a_person_takes_few_queries_however_long_its_thread(rosa, django_assert_num_queries):
    for _ in range(60):
        text_from(rosa.phone, rosa.community, "Can my sister come?")
    services.inbox_board(rosa.community)
    # The thread, its people, the text, what was asked for in words, the readers' and the whole's savepoints,
    # the thread's row twice, and the board of the inbox: found and rung.
    with django_assert_num_queries(8 + 2 * 2):
        text_from(rosa.phone, rosa.community, "Can my sister come?")


@pytest.mark.django_db
class TestWhatMatchesNothing:
    def test_it_waits_for_a_person_and_says_so_once_an_hour(self, rosa, time_machine_at_noon):
        for _ in range(3):
            text_from(rosa.phone, rosa.community, "Can my sister come?")
        thread = Thread.objects.get()
        assert thread.waiting_since is not None
        assert [m.body for m in Message.objects.filter(direction="out")] == [PROMISE]
        time_machine_at_noon.shift(3601)
        text_from(rosa.phone, rosa.community, "Hello?")
        assert Message.objects.filter(direction="out").count() == 2

    def test_a_number_that_means_nothing_is_answered_each_time(self, rosa):
        for body in ("Can my sister come?", "7", "1 2", "7"):
            text_from(rosa.phone, rosa.community, body)
        assert [m.body for m in Message.objects.filter(direction="out")] == [PROMISE] * 3

    def test_who_writes_in_words_after_a_picture_hears_that_a_person_reads_it(self, rosa):
        for body in ("", "", "I meant: can my sister come?"):
            text_from(rosa.phone, rosa.community, body)
        first, second = Message.objects.filter(direction="out").order_by("pk")
        assert "came without words" in first.body
        assert second.body == PROMISE
        assert Thread.objects.get().waiting_since is not None

    def test_a_text_without_words_is_told_so_and_waits_for_nobody(self, rosa):
        text_from(rosa.phone, rosa.community, "")
        assert "came without words" in last_text_to(rosa)
        assert Thread.objects.get().waiting_since is None

    def test_an_unknown_phone_gets_a_thread_and_the_communitys_language(self):
        home = speaks(CommunityFactory(), "es", "en")
        text_from("+13475550177", home, "Hola")
        thread = Thread.objects.get(phone="+13475550177")
        assert thread.waiting_since is not None
        assert Message.objects.get(direction="out").language == "es"

    def test_a_shared_phone_is_answered_in_each_of_its_languages(self, rosa):
        PersonFactory(community=rosa.community, phone=rosa.phone, language="ht")
        text_from(rosa.phone, rosa.community, "Hello")
        assert len(last_text_to(rosa).splitlines()) == 2


@pytest.mark.django_db
def test_readers_come_before_digits_and_after_commands(rosa):
    read = []

    def reader(community, phone, persons, body, message):
        read.append((community, phone, list(persons), body))
        return "Welcome." if body == "4711" else None

    registry.text_readers.add("test", reader)
    try:
        text_from(rosa.phone, rosa.community, "4711")
        assert last_text_to(rosa) == "Welcome."
        assert read == [(rosa.community, rosa.phone, [rosa], "4711")]
        text_from(rosa.phone, rosa.community, "STOP")
        assert len(read) == 1
    finally:
        del registry.text_readers._plugs["test"]


class RandomTexts(TestCase):
    """Whatever people type, nothing breaks and no answer is made up."""

    @hypothesis.settings(deadline=None)
    @given(body=st.text(max_size=60))
    def test_random_text_never_crashes_and_answers_only_with_an_open_digit(self, body):
        rosa, heard = PersonFactory(), []
        with plugged("test", lambda question, value, message: heard.append(value) or "Got it."):
            services.open_question(
                rosa, handler="test", subject_id=1, values=["yes", "no"], expires_at=in_an_hour()
            )
            services.receive_text(community=rosa.community, phone=rosa.phone, body=body, sid=new_sid())
        digits = [char for char in body if char.isdigit()]
        if heard and digits:
            assert len(digits) == 1
            assert not any(char.isalpha() for char in body)
        elif heard:
            assert rules.plain_words(body) in {"y", "yes", "si", "wi", "n", "no", "non", "un", "de"}
        assert Message.objects.filter(direction="in").count() == 1
        assert ReplyExpectation.objects.filter(closed_at=None).count() == 1
