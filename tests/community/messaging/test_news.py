"""What Twilio says became of a text: twice, late, out of order, and of texts nobody knows."""

import pytest
from django.test import Client

from community.messaging import services
from community.messaging.models import Message
from community.messaging.services import sending
from community.messaging.states import LIFE
from community.models import Thread
from tests.factories.messaging import tell, text_from, twilio_posts
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_at_noon")]


@pytest.fixture
def rosa():
    return PersonFactory()


def queued(person):
    return services.send_text(person, lambda: "Hola")


@pytest.fixture
def sent(rosa, twilio, run_jobs):
    message = queued(rosa)
    run_jobs()
    message.refresh_from_db()
    return message


@pytest.mark.parametrize(
    ("news", "state"),
    [
        (["sent", "delivered"], "delivered"),
        (["delivered", "sent"], "delivered"),
        (["delivered", "delivered"], "delivered"),
        (["delivered", "undelivered"], "delivered"),
        (["undelivered", "sent", "delivered"], "failed"),
        (["queued", "sending", "accepted", "", "nonsense"], "sent"),
        (["read"], "delivered"),
    ],
)
def test_news_comes_twice_and_out_of_order(sent, news, state):
    for status in news:
        assert tell(sent, status, error="30003").status_code == 200
    sent.refresh_from_db()
    assert sent.state == state
    assert sent.error_code == (30003 if state == "failed" else None)


def test_an_unsubscribed_phone_by_news(sent):
    tell(sent, "failed", error="21610")
    assert Thread.objects.get().opted_out_at is not None


@pytest.mark.parametrize(
    ("status", "state"), [("sent", "sent"), ("delivered", "delivered"), ("failed", "failed")]
)
def test_news_may_overtake_the_answer_to_our_own_call(rosa, monkeypatch, status, state):
    message = queued(rosa)

    def overtaken(**text):
        services.take_status(sid="SM1", status=status, error_code=30003, message_id=message.pk)
        return sending.gateway.Receipt("SM1", "queued")

    monkeypatch.setattr(sending.gateway, "send", overtaken)
    services.send_waiting()
    message.refresh_from_db()
    assert (message.state, message.sid) == (state, "SM1")


def test_news_by_sid_alone_and_of_texts_nobody_knows(sent):
    assert tell(sent, "delivered", path="/sms/status/").status_code == 200
    sent.refresh_from_db()
    assert sent.state == "delivered"
    assert tell(sent, "delivered", sid="SM404", path="/sms/status/?message=999999").status_code == 200


def test_news_for_one_text_never_moves_another(sent, rosa):
    assert tell(sent, "failed", sid="SMother").status_code == 200
    sent.refresh_from_db()
    assert sent.state == "sent"


@pytest.mark.parametrize("error", ["", "x", "-1", "9" * 30])
def test_strange_codes_are_no_codes(sent, error):
    assert tell(sent, "failed", error=error).status_code == 200
    sent.refresh_from_db()
    assert (sent.state, sent.error_code) == ("failed", None)


def test_unsigned_news_is_refused_and_news_of_nothing_too(sent):
    fields = {"MessageSid": sent.sid, "MessageStatus": "failed"}
    assert twilio_posts(Client(), "/sms/status/", fields, signature="no").status_code == 403
    assert tell(sent, "failed", sid="../..").status_code == 400
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_an_incoming_text_has_no_news(rosa, sent, settings):
    settings.PUBLIC_URL = ""
    text_from(rosa.phone, rosa.community, "Hola", sid="SMin")
    settings.PUBLIC_URL = "https://stoop.example.org"
    assert tell(sent, "failed", sid="SMin", path="/sms/status/").status_code == 200
    assert Message.objects.get(sid="SMin").state == "received"


def test_delivered_and_failed_are_final():
    assert not {state for state, _step in LIFE} & {"delivered", "failed", "dropped", "received"}
