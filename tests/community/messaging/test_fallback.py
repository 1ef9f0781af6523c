"""The second address, and pictures."""

import pytest
from django.test import Client
from django.urls import reverse

from community.messaging import webhooks
from community.models import Message, Thread
from tests.factories.messaging import new_sid, text_from, twilio_posts
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("twilio", "time_machine_at_noon")]
PATH = "/sms/fallback/"


@pytest.fixture
def rosa():
    return PersonFactory()


def falls_back(person, body="HELP", **more):
    fields = {"From": person.phone, "To": person.community.number, "Body": body, "ErrorCode": "11200"}
    return twilio_posts(Client(), PATH, {"MessageSid": new_sid(), **fields, **more})


def test_the_address_twilio_is_told():
    assert reverse("sms_fallback") == PATH


def test_a_text_is_taken_in_there_once(rosa):
    sid = new_sid()
    assert falls_back(rosa, MessageSid=sid).status_code == 200
    text_from(rosa.phone, rosa.community, "HELP", sid=sid)
    assert Message.objects.filter(direction="in").count() == 1
    assert Message.objects.filter(direction="out").count() == 1


def test_it_takes_nothing_that_twilio_did_not_sign(rosa):
    fields = {"MessageSid": "SM1", "From": rosa.phone, "To": rosa.community.number, "Body": "HELP"}
    assert twilio_posts(Client(), PATH, fields, signature="no").status_code == 403
    assert not Message.objects.exists()


def test_if_that_fails_too_the_sweep_takes_it_in(rosa, twilio, run_jobs, monkeypatch, caplog):
    text = twilio.keep(From=rosa.phone, To=rosa.community.number, Body="HELP")

    def broken(**_text):
        raise RuntimeError(f"something about {rosa.phone}")

    with monkeypatch.context() as patched:
        patched.setattr(webhooks.services, "receive_text", broken)
        assert falls_back(rosa, MessageSid=text.sid).status_code == 200
    assert "RuntimeError" in caplog.text
    assert rosa.phone not in caplog.text
    run_jobs()
    assert Message.objects.get(direction="in").sid == text.sid


class TestPictures:
    def test_words_count_and_the_sender_hears_that_we_cannot_see_pictures(self, rosa, run_jobs, twilio):
        text_from(rosa.phone, rosa.community, "Look at this", NumMedia="2")
        message = Message.objects.get(direction="in")
        assert (message.body, message.pictures) == ("Look at this", 2)
        assert Thread.objects.get().waiting_since is not None
        run_jobs()
        assert any("cannot see pictures" in body for body in twilio.bodies_to(rosa.phone))

    def test_it_is_said_once_an_hour(self, rosa, time_machine_at_noon):
        for _text in range(2):
            text_from(rosa.phone, rosa.community, "Look", NumMedia="1")
        told = Message.objects.filter(direction="out", body__contains="pictures")
        assert told.count() == 1
        time_machine_at_noon.shift(3601)
        text_from(rosa.phone, rosa.community, "Look", NumMedia="1")
        assert told.count() == 2

    def test_a_command_with_a_picture_is_a_command(self, rosa):
        text_from(rosa.phone, rosa.community, "STOP", NumMedia="1")
        assert Thread.objects.get().opted_out_at is not None
        assert not Message.objects.filter(body__contains="pictures").exists()

    def test_the_sweep_knows_of_them_too(self, rosa, twilio):
        from community.messaging import services

        twilio.keep(From=rosa.phone, To=rosa.community.number, Body="Look", NumMedia="1")
        services.sweep(rosa.community)
        assert Message.objects.get(direction="in").pictures == 1

    def test_no_number_of_them_is_too_much(self, rosa):
        assert text_from(rosa.phone, rosa.community, "Look", NumMedia="999999999").status_code == 200
        assert Message.objects.get(direction="in").pictures == 99
